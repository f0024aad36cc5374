package dev.partywall.test.oracle;

import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A database that statements are tried in: it can tell its state and go back to the one it began with. */
final class OracleDatabase implements AutoCloseable {

  /** Both sides begin a statement with the same next values, so that they generate the same keys. */
  private static final String RESET_SEQUENCES =
      "select setval(oid::regclass, 100000, false) from pg_class where relkind = 'S'";

  private final TestDatabase database;
  private final Connection connection;
  private final String discriminator;
  private final List<Table> tables;
  private final Map<Table, @Nullable String> content = new LinkedHashMap<>();
  private State state;

  private OracleDatabase(
      TestDatabase database, Connection connection, String discriminator, List<Table> tables, State state) {
    this.database = database;
    this.connection = connection;
    this.discriminator = discriminator;
    this.tables = tables;
    this.state = state;
  }

  /** A database with tables. */
  static OracleDatabase open(TestDatabase database, String discriminator) throws SQLException {
    Connection connection = database.dataSource().getConnection();
    List<Table> tables = Table.all(connection, discriminator).stream().filter(Table::holdsRows).toList();
    return new OracleDatabase(database, connection, discriminator, tables, State.of(connection, tables, discriminator));
  }

  /** Makes each new row the tenant's, as in a database of its own. */
  void setDefault(String tenant) throws SQLException {
    for (Table table : Table.all(connection, discriminator)) {
      if (table.discriminated()) {
        execute(
            "alter table "
                + table.name()
                + " alter column \""
                + discriminator
                + "\" set default '"
                + tenant.replace("'", "''")
                + "'");
      }
    }
  }

  /** Adds the rows of other databases, which have the same tables. */
  void copyFrom(List<OracleDatabase> others) throws SQLException {
    execute("set session_replication_role = replica");
    for (OracleDatabase other : others) {
      for (Table table : tables) {
        if (table.discriminated()) {
          insert(table, other.content(table));
        }
      }
    }
    execute("set session_replication_role = origin");
  }

  /** Takes the present rows as those to go back to. */
  void keep() throws SQLException {
    for (Table table : tables) {
      content.put(table, content(table));
    }
    state = State.of(connection, tables, discriminator);
  }

  /** The state to go back to. */
  State kept() {
    return state;
  }

  /** The state as it is now. */
  State now() throws SQLException {
    return State.of(connection, tables, discriminator);
  }

  /** Lets the sequences start at their common value. */
  void resetSequences() throws SQLException {
    execute(RESET_SEQUENCES);
  }

  /** What a statement shows and leaves when it runs here, unguarded; it is undone. */
  Tried tryOut(OracleStatement statement) throws SQLException {
    resetSequences();
    connection.setAutoCommit(false);
    try {
      Observation observation = Watch.execute(connection, statement);
      return new Tried(observation, observation.sqlState() == null ? now() : state);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** As {@link #tryOut}, for a statement that may do anything to its session or to a table itself. */
  Tried tryInOwnSession(OracleStatement statement) throws SQLException {
    resetSequences();
    try (Connection own = database.dataSource().getConnection()) {
      own.setAutoCommit(false);
      Observation observation = Watch.execute(own, statement);
      return new Tried(observation, observation.sqlState() == null ? left(own) : state);
    }
  }

  /** What a transaction would leave; nothing if it took a table away. */
  private State left(Connection own) {
    try {
      return State.of(own, tables, discriminator);
    } catch (SQLException tableIsGone) {
      return new State(List.of());
    }
  }

  /** What a statement shows when it runs on a connection of the caller's. */
  static Observation watch(Connection connection, OracleStatement statement) {
    return Watch.execute(connection, statement);
  }

  /**
   * What came of a statement.
   *
   * @param observation what it showed
   * @param after what it left
   */
  record Tried(Observation observation, State after) {}

  /** Goes back to the kept rows, from a state of now. */
  void restore(State now) throws SQLException {
    Set<String> changed = state.changedTables(now);
    connection.setAutoCommit(false);
    execute("set local session_replication_role = replica");
    for (Table table : tables) {
      if (changed.contains(table.name())) {
        execute("delete from only " + table.name());
        insert(table, content.get(table));
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private @Nullable String content(Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select json_agg(t.*) from only " + table.name() + " t")) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private void insert(Table table, @Nullable String json) throws SQLException {
    if (json == null) {
      return;
    }
    String sql =
        "insert into "
            + table.name()
            + " ("
            + table.columns()
            + ") overriding system value select "
            + table.columns()
            + " from json_populate_recordset(null::"
            + table.name()
            + ", cast(? as json))";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, json);
      statement.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
