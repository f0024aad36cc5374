package dev.partywall.jdbc.internal.replica;

import dev.partywall.core.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server said of itself.
 *
 * @param recovering whether it follows another one, and takes no writes
 * @param position up to where it has written, or replayed
 * @param system the identifier that a server shares with its replicas
 * @param server what no two servers share: the microsecond in which it was started
 * @param exact whether the position's timeline is the server's; otherwise the server may be on a later one
 * @param at when it was asked, as {@link System#nanoTime}: it was no further before
 */
record Observation(boolean recovering, Position position, long system, String server, boolean exact, long at) {

  /** A page of the log, and the header that it begins with. */
  private static final long PAGE = 8_192;

  private static final long PAGE_HEADER = 24;

  /** The same at the begin of a segment, where the log goes on after a switch of segments. */
  private static final long SEGMENT_HEADER = 40;

  /**
   * The log's place before its timeline, so that a server that goes over to another timeline in between is taken for
   * less far than it is. A standby's timeline is the highest that it certainly has gone over to: that of the log it
   * receives, which it does only once it is on it, or what it wrote down. What it receives it says to {@code
   * pg_read_all_stats} only, and while it receives; otherwise it may be on a later one already.
   */
  private static final String QUESTION =
      """
      SELECT recovering,
             CASE WHEN recovering THEN pg_catalog.pg_last_wal_replay_lsn()
               ELSE pg_catalog.pg_current_wal_insert_lsn() END OPERATOR(pg_catalog.-) '0/0'::pg_catalog.pg_lsn,
             CASE WHEN recovering
               THEN GREATEST(
                 (SELECT received_tli FROM pg_catalog.pg_stat_wal_receiver),
                 (SELECT min_recovery_end_timeline FROM pg_catalog.pg_control_recovery()),
                 (SELECT timeline_id FROM pg_catalog.pg_control_checkpoint()))
               ELSE ('x' || pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_insert_lsn()), 8))
                 ::pg_catalog.bit(32)::pg_catalog.int4 END,
             (SELECT system_identifier FROM pg_catalog.pg_control_system()),
             EXTRACT(epoch FROM pg_catalog.pg_postmaster_start_time())::pg_catalog.text,
             NOT recovering OR (SELECT received_tli FROM pg_catalog.pg_stat_wal_receiver) IS NOT NULL
      FROM (SELECT pg_catalog.pg_is_in_recovery() AS recovering) AS state
      """;

  /** Asks a server. */
  static Observation of(Connection connection) throws SQLException {
    long at = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION)) {
      row.next();
      boolean recovering = row.getBoolean(1);
      long lsn = row.getBigDecimal(2) == null ? 0 : row.getBigDecimal(2).longValue();
      Position position = new Position(Math.max(1, row.getInt(3)), recovering ? lsn : withoutHeader(lsn));
      return new Observation(
          recovering, position, row.getLong(4), String.valueOf(row.getString(5)), row.getBoolean(6), at);
    }
  }

  /**
   * A writer at the end of a page says that it is behind the next one's header; a standby that has replayed all of it
   * says that it is before. No record ends where only a header is, nor where one is too short for a record: what ends
   * there began on an earlier page.
   */
  private static long withoutHeader(long lsn) {
    long inPage = lsn % PAGE;
    return inPage == PAGE_HEADER || inPage == SEGMENT_HEADER ? lsn - inPage : lsn;
  }
}
