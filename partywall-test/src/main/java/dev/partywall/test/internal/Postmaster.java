package dev.partywall.test.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process that a data directory names in its {@code postmaster.pid}. */
final class Postmaster {

  private static final long STOP_SECONDS = 30;

  private final ProcessHandle process;

  private Postmaster(ProcessHandle process) {
    this.process = process;
  }

  /** The running server of a data directory, if there is one. */
  static Optional<Postmaster> of(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty() ? Optional.empty() : of(Long.parseLong(lines.getFirst().strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + pidFile, e);
    }
  }

  private static Optional<Postmaster> of(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(Postmaster::isPostgres).map(Postmaster::new);
  }

  /** A pid is used again after a reboot: whose it is now must be seen. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(true);
  }

  long pid() {
    return process.pid();
  }

  /** Ends sessions, writes everything, stops. */
  void stop() {
    signal("INT");
  }

  /** Stops at once, without writing anything: as a power cut. */
  void crash() {
    signal("QUIT");
  }

  private void signal(String name) {
    try {
      if (!kill(name)) {
        process.destroy();
      }
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (IOException | ExecutionException e) {
      throw new IllegalStateException("Cannot stop the server with process id " + pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private boolean kill(String signal) throws IOException, InterruptedException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return false;
    }
    return new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor() == 0;
  }
}
