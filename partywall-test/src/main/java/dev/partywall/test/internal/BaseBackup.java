package dev.partywall.test.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The files of a running writer, copied so that a standby can start from them. PostgreSQL's low-level backup, for the
 * embedded binaries have no {@code pg_basebackup}. Tablespaces outside the data directory are not copied.
 */
public final class BaseBackup {

  /** What belongs to the writer's processes, and what is written while the copy is taken and streamed to it later. */
  private static final Set<String> EMPTIED =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> LEFT_OUT =
      Set.of(
          "postmaster.pid",
          "postmaster.opts",
          "epg-lock",
          "pg_internal.init",
          "standby.signal",
          "backup_label",
          "postgresql.auto.conf");

  /** The first version without exclusive backups, since when the functions have other names. */
  private static final int WITHOUT_EXCLUSIVE = 15;

  private final Path source;
  private final Path target;

  private BaseBackup(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Makes a standby's files out of the writer's, in place of what the standby had.
   *
   * @param writer a database of the writer
   * @param from the writer, which runs
   * @param to the standby, which does not run
   * @param upstream the {@code primary_conninfo} of the standby
   * @throws IllegalStateException if the writer refuses the backup
   */
  public static void copy(DataSource writer, ServerSettings from, ServerSettings to, String upstream) {
    Directories.delete(to.data());
    try (Connection connection = writer.getConnection();
        Statement statement = connection.createStatement()) {
      new BaseBackup(from.data(), to.data()).take(statement, upstream);
    } catch (SQLException e) {
      throw new IllegalStateException("The writer refused a backup: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + from.data() + " to " + to.data(), e);
    }
  }

  /** The session that begins a backup has to end it. */
  private void take(Statement statement, String upstream) throws SQLException, IOException {
    boolean renamed = statement.getConnection().getMetaData().getDatabaseMajorVersion() >= WITHOUT_EXCLUSIVE;
    statement.execute(
        renamed ? "select pg_backup_start('standby', true)" : "select pg_start_backup('standby', true, false)");
    Files.walkFileTree(source, new Copy());
    String stop = renamed ? "pg_backup_stop(false)" : "pg_stop_backup(false, false)";
    try (ResultSet end = statement.executeQuery("select labelfile from " + stop)) {
      end.next();
      Files.writeString(target.resolve("backup_label"), end.getString(1));
    }
    Files.writeString(target.resolve("postgresql.auto.conf"), "primary_conninfo = '" + upstream + "'\n");
    Files.createFile(target.resolve("standby.signal"));
  }

  private final class Copy extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
      // With its rights: a server refuses a data directory that others may read.
      Files.copy(directory, counterpart(directory), StandardCopyOption.COPY_ATTRIBUTES);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (isWanted(source.relativize(file))) {
        try {
          Files.copy(file, counterpart(file));
        } catch (NoSuchFileException e) {
          // Removed by the writer in the meantime; the log that is replayed tells of it.
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private Path counterpart(Path path) {
      return target.resolve(source.relativize(path));
    }
  }

  private static boolean isWanted(Path file) {
    String name = file.getFileName().toString();
    return !EMPTIED.contains(file.getName(0).toString()) && !LEFT_OUT.contains(name) && !name.startsWith("pgsql_tmp");
  }
}
