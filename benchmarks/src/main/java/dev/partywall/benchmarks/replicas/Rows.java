package dev.partywall.benchmarks.replicas;

import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The rows: counters that writes raise, and a journal of the writes. Each contender has counters of its own, so that no
 * one waits for another one's locks.
 */
final class Rows {

  private static final long CONTENDER = 1_000_000_000;

  private Rows() {}

  static void create(TestDatabase writer, int contenders) {
    writer.execute(
        """
        create table counter (tenant_id bigint not null, id bigint not null, version bigint not null,
          primary key (tenant_id, id)) with (fillfactor = 50);
        create table journal (tenant_id bigint not null, number bigint not null, primary key (tenant_id, number));
        """);
    StringBuilder rows = new StringBuilder();
    for (int contender = 0; contender < contenders; contender++) {
      for (int session = 0; session < Plan.SESSIONS; session++) {
        for (int choice = 0; choice < Caller.CHOICES; choice++) {
          Caller caller = Caller.of(session);
          rows.append(insert(caller, id(contender, caller.ownRow(choice))));
          rows.append(insert(caller, id(contender, caller.sharedRow(choice))));
        }
      }
    }
    writer.execute(rows.toString());
    writer.execute("vacuum analyze counter");
  }

  private static String insert(Caller caller, long id) {
    return "insert into counter values (" + caller.tenant().id() + ", " + id + ", 0) on conflict do nothing;";
  }

  /** A row of a contender, or the number of one of its writes. */
  static long id(int contender, long id) {
    return contender * CONTENDER + id;
  }

  /** The numbers of a contender's writes that are there. */
  static Set<Long> journal(TestDatabase database, int contender) throws SQLException {
    Set<Long> numbers = new HashSet<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select number - "
                    + id(contender, 0)
                    + " from journal where number between "
                    + id(contender, 0)
                    + " and "
                    + id(contender, CONTENDER - 1))) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }
}
