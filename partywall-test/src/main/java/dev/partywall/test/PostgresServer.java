package dev.partywall.test;

import dev.partywall.test.internal.RunningServer;
import dev.partywall.test.internal.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An embedded PostgreSQL on localhost, version 18 unless the class path has the binaries of another. Nothing needs to
 * be installed; the binaries come as a library and are unpacked once for a machine. The server stops with {@link
 * #close()} and, at the latest, when the JVM ends or dies.
 *
 * <p>Everybody who reaches the port may log in: it is for tests and demonstrations.
 */
public final class PostgresServer implements AutoCloseable {

  private static final String USER = "postgres";
  private static final String PASSWORD = "postgres";

  private final ServerSettings settings;
  private final AtomicInteger fresh = new AtomicInteger();
  private final Thread stopAtExit = new Thread(this::close, "postgres-stop");
  private @Nullable RunningServer running;

  private PostgresServer(ServerSettings settings) {
    this.settings = settings;
  }

  /** A server to be. Unless told otherwise it is volatile: a temporary directory, a free port, no durability. */
  public static Builder builder() {
    return new Builder();
  }

  /** The one server that the tests of this JVM share. It starts at the first call and stops with the JVM. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgresServer SERVER =
        // A zone that no one assumes by accident: 45 minutes past the hour, and never that of the JVM.
        builder().parameter("timezone", "Asia/Kathmandu").parameter("log_min_messages", "fatal").start();
  }

  /** The TCP port on localhost. */
  public int port() {
    return settings.port();
  }

  /** Where the server keeps its files. */
  public Path directory() {
    return settings.directory();
  }

  /** The database of this name, which is created if there is none. */
  public TestDatabase database(String name) {
    if (!exists(name)) {
      admin().execute("create database " + quoted(name));
    }
    return handle(name);
  }

  /** A new, empty database. Its name begins with the given one. */
  public TestDatabase freshDatabase(String prefix) {
    return freshDatabase(prefix, handle("template1"));
  }

  /**
   * A new database with the content of another, which takes a fraction of the time to fill one.
   *
   * @param template to be copied; nobody may be connected to it
   */
  public TestDatabase freshDatabase(String prefix, TestDatabase template) {
    String name = prefix + "_" + fresh.incrementAndGet();
    admin().execute("create database " + quoted(name) + " template " + quoted(template.name()));
    return handle(name);
  }

  /** Removes a database and cuts the connections to it. */
  public void drop(TestDatabase database) {
    admin().execute("drop database if exists " + quoted(database.name()) + " with (force)");
  }

  /** Stops the server as a power cut would. {@link #restart()} brings it back, on the same port. */
  public synchronized void crash() {
    if (running != null) {
      running.crash();
      running = null;
    }
  }

  /** Stops the server as {@code kill -9} of all its processes would. */
  synchronized void kill() {
    if (running != null) {
      running.kill();
      running = null;
    }
  }

  /** Stops the server and keeps its files. */
  synchronized void stop() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  synchronized boolean isRunning() {
    return running != null;
  }

  /** Starts the server again on its port and directory; a running one is stopped before. */
  public synchronized void restart() {
    stop();
    running = RunningServer.start(settings);
  }

  /** Stops the server. A temporary directory is deleted. */
  @Override
  public synchronized void close() {
    stop();
    settings.discard();
    if (!Thread.currentThread().equals(stopAtExit)) {
      removeHook();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(stopAtExit);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook has nothing left to stop.
    }
  }

  private PostgresServer stoppingAtExit() {
    Runtime.getRuntime().addShutdownHook(stopAtExit);
    return this;
  }

  TestDatabase admin() {
    return handle("postgres");
  }

  ServerSettings settings() {
    return settings;
  }

  /** A database that is known to be there, or that need not be. */
  TestDatabase handle(String name) {
    return new TestDatabase(name, "jdbc:postgresql://localhost:" + port() + "/" + name, USER, PASSWORD);
  }

  /** The server's major version: 18, unless the tests run with the binaries of another. */
  public int majorVersion() {
    try (Connection connection = admin().dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseMajorVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot ask the server for its version: " + e.getMessage(), e);
    }
  }

  private boolean exists(String name) {
    try (Connection connection = admin().dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot look up database " + name + ": " + e.getMessage(), e);
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Says how a server is to run. */
  public static final class Builder {

    private @Nullable Path directory;
    private int port;
    private boolean durable;
    private boolean stoppingAtExit = true;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private Builder() {}

    /** A directory that outlives the server. A later server in it has the same databases. */
    public Builder directory(Path directory) {
      this.directory = directory;
      return this;
    }

    /** The TCP port; any free one unless set. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Whether commits survive a power cut ({@code fsync}, {@code synchronous_commit}); slower. Off unless set. */
    public Builder durable(boolean durable) {
      this.durable = durable;
      return this;
    }

    /**
     * Whether the server stops as soon as the JVM begins to end; on unless set. Without it the server waits for {@link
     * PostgresServer#close()}, for an application that still needs it then, or for the end of the JVM.
     */
    public Builder stopAtExit(boolean stopAtExit) {
      this.stoppingAtExit = stopAtExit;
      return this;
    }

    /** A server parameter, as in {@code postgresql.conf}. */
    public Builder parameter(String name, String value) {
      parameters.put(name, value);
      return this;
    }

    /**
     * Starts the server. One that a killed process left in the directory is stopped first.
     *
     * @throws IllegalStateException if a living process runs a server in the directory
     */
    public PostgresServer start() {
      PostgresServer server = prepare();
      try {
        server.restart();
        return server;
      } catch (RuntimeException | Error e) {
        server.close();
        throw e;
      }
    }

    /** A server that does not run yet, for those who bring its files. */
    PostgresServer prepare() {
      Map<String, String> all = new LinkedHashMap<>();
      for (String name : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        all.put(name, durable ? "on" : "off");
      }
      all.putAll(parameters);
      PostgresServer server =
          new PostgresServer(
              new ServerSettings(
                  directory == null ? temporaryDirectory() : directory.toAbsolutePath(),
                  directory != null,
                  port == 0 ? freePort() : port,
                  all));
      return stoppingAtExit ? server.stoppingAtExit() : server;
    }

    private static Path temporaryDirectory() {
      try {
        return Files.createTempDirectory("partywall-postgres");
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot create a temporary directory for the server", e);
      }
    }

    private static int freePort() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException("There is no free port", e);
      }
    }
  }
}
