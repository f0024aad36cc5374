package dev.partywall.test.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stops the server when this JVM dies without stopping it. A shell waits for the end of a pipe that only this JVM holds
 * open, so it also learns of a death that no shutdown hook sees.
 */
final class Watchdog implements AutoCloseable {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      read -r end
      read -r pid < "$1/postmaster.pid" && [ "$pid" = "$2" ] && kill -INT "$pid"
      """;

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  /** Watches over a server, where there is a POSIX shell to do it. */
  static Optional<Watchdog> over(Path data, long pid) {
    if (!Files.isExecutable(SHELL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Watchdog(
              new ProcessBuilder(SHELL.toString(), "-c", SCRIPT, "watchdog", data.toString(), Long.toString(pid))
                  .redirectOutput(Redirect.DISCARD)
                  .redirectError(Redirect.DISCARD)
                  .start()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the watchdog of the server in " + data, e);
    }
  }

  /** To be called when the server has stopped. */
  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      shell.waitFor();
    } catch (IOException e) {
      shell.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
