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
import java.util.stream.Stream;

/** The server process that a data directory names in its {@code postmaster.pid}. */
final class Postmaster {

  private static final long STOP_SECONDS = 30;
  private static final long POLL_MILLIS = 5;

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
    end("INT");
  }

  /** Stops at once, without writing anything: as a power cut. */
  void crash() {
    end("QUIT");
  }

  /** Ends the server and all its processes, none of which gets to do anything any more. */
  void kill() {
    try {
      // Stopped first, so that it starts no process that is not in the list.
      signal("STOP");
      List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(all);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot kill the server with process id " + pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    for (ProcessHandle process : processes) {
      while (process.isAlive() && !isDefunct(process)) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException("The killed process " + process.pid() + " of a server still runs");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  /**
   * An ended process counts as alive until its parent asks for it, which may be long; Linux tells that it has ended.
   */
  private static boolean isDefunct(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      String text = Files.readString(stat);
      return "ZX".indexOf(text.charAt(text.lastIndexOf(')') + 2)) >= 0;
    } catch (IOException e) {
      // Another system, or it is gone in this moment: then it is not alive either.
      return false;
    }
  }

  private void end(String name) {
    try {
      if (!signal(name)) {
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

  private boolean signal(String name) throws IOException, InterruptedException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return false;
    }
    return new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor() == 0;
  }
}
