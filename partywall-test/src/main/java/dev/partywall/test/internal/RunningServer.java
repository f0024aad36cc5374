package dev.partywall.test.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that runs, from its start to its stop or crash. */
public final class RunningServer {

  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  private final ServerSettings settings;
  private final DirectoryLock lock;

  /** The first version whose locales do not come from the operating system. */
  private static final int WITH_BUILTIN_LOCALES = 17;

  private final EmbeddedPostgres postgres;
  private final Optional<Watchdog> watchdog;

  private RunningServer(
      ServerSettings settings, DirectoryLock lock, EmbeddedPostgres postgres, Optional<Watchdog> watchdog) {
    this.settings = settings;
    this.lock = lock;
    this.postgres = postgres;
    this.watchdog = watchdog;
  }

  /**
   * Starts a server. One that an earlier process left running in the directory is stopped first.
   *
   * @throws IllegalStateException if a living process runs a server there
   */
  public static RunningServer start(ServerSettings settings) {
    DirectoryLock lock = DirectoryLock.take(settings.directory());
    try {
      stopStale(settings);
      EmbeddedPostgres postgres = builder(settings).start();
      Optional<Watchdog> watchdog =
          Postmaster.of(settings.data()).flatMap(master -> Watchdog.over(settings.data(), master.pid()));
      return new RunningServer(settings, lock, postgres, watchdog);
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("PostgreSQL did not start in " + settings.directory(), e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static void stopStale(ServerSettings settings) throws IOException {
    Optional<Postmaster> stale = Postmaster.of(settings.data());
    if (stale.isPresent()) {
      LOG.warn("Stopping the server {} that a dead process left in {}", stale.get().pid(), settings.directory());
      stale.get().stop();
    } else {
      Files.deleteIfExists(settings.data().resolve("postmaster.pid"));
    }
  }

  private static EmbeddedPostgres.Builder builder(ServerSettings settings) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(settings.data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_WAIT)
            .setPort(settings.port())
            .setLocaleConfig("locale", "C");
    if (Binaries.majorVersion() >= WITH_BUILTIN_LOCALES) {
      builder.setLocaleConfig("locale-provider", "builtin").setLocaleConfig("builtin-locale", "C.UTF-8");
    }
    settings.parameters().forEach(builder::setServerConfig);
    return builder;
  }

  /** Stops the server without letting it write anything, and keeps its directory. */
  public void crash() {
    Postmaster.of(settings.data()).ifPresent(Postmaster::crash);
    stop();
  }

  /** Ends all processes of the server as {@code kill -9} does, and keeps its directory. */
  public void kill() {
    Postmaster.of(settings.data()).ifPresent(Postmaster::kill);
    try {
      // Nobody removed it, and it must not name the process to those who look whether the server still runs.
      Files.deleteIfExists(settings.data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove what is left of the server in " + settings.directory(), e);
    } finally {
      stop();
    }
  }

  /** Stops the server and keeps its directory. */
  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop the server in " + settings.directory(), e);
    } finally {
      Postmaster.of(settings.data()).ifPresent(Postmaster::stop);
      watchdog.ifPresent(Watchdog::close);
      lock.close();
    }
  }
}
