package dev.partywall.test.oracle;

import dev.partywall.core.PartywallException;
import dev.partywall.core.TenantId;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import dev.partywall.test.oracle.OracleDatabase.Tried;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a tenant can tell a shared database from one of its own.
 *
 * <p>Several tenants' rows are put into one database, and each tenant's rows also into one that holds nothing else. A
 * statement then runs in both: guarded in the shared one, as it is in the other. Results, update counts, generated
 * keys, errors and all rows of all tables afterwards must be the same, and the rows of everybody else must be
 * untouched.
 *
 * {@snippet :
 * try (TwoTenantOracle oracle = TwoTenantOracle.builder(PostgresServer.shared())
 *     .schema("create table note (tenant_id bigint not null, id int, text text, primary key (tenant_id, id))")
 *     .rowsOfEach("insert into note (id, text) values (1, 'same'), (2, 'too')")
 *     .tenants(TenantId.of(1), TenantId.of(2))
 *     .open()) {
 *   oracle.requireEqual(OracleStatement.of("select count(*) from note"), gate);
 * }
 * }
 */
public final class TwoTenantOracle implements AutoCloseable {

  private final PostgresServer server;
  private final TestDatabase shared;
  private final OracleDatabase sharedState;
  private final Map<TenantId, OracleDatabase> alone;
  private final List<TestDatabase> databases;

  private TwoTenantOracle(
      PostgresServer server,
      TestDatabase shared,
      OracleDatabase sharedState,
      Map<TenantId, OracleDatabase> alone,
      List<TestDatabase> databases) {
    this.server = server;
    this.shared = shared;
    this.sharedState = sharedState;
    this.alone = alone;
    this.databases = databases;
  }

  /** An oracle to be, on a server. */
  public static Builder builder(PostgresServer server) {
    return new Builder(server);
  }

  /** The database that holds all tenants, for the gate under test. */
  public TestDatabase shared() {
    return shared;
  }

  /** The tenants. */
  public List<TenantId> tenants() {
    return List.copyOf(alone.keySet());
  }

  /**
   * Tries a statement for each tenant. The first verdict that is not {@link Verdict.Equal} is given.
   *
   * @param gate how the statement reaches the shared database; what it changed there is taken back afterwards
   */
  public Verdict compare(OracleStatement statement, TenantGate gate) {
    Verdict verdict = null;
    for (TenantId tenant : alone.keySet()) {
      verdict = compare(statement, tenant, gate);
      if (!(verdict instanceof Verdict.Equal)) {
        return verdict;
      }
    }
    if (verdict == null) {
      throw new IllegalStateException("There is no tenant to try the statement for");
    }
    return verdict;
  }

  /** Tries a statement for one tenant. */
  public Verdict compare(OracleStatement statement, TenantId tenant, TenantGate gate) {
    OracleDatabase solo = solo(tenant);
    try {
      // What is refused here is not tried there: it could be anything.
      Tried found = runShared(statement, tenant, gate);
      return new Comparison(tenant.toString(), sharedState, solo).of(solo.tryOut(statement), found);
    } catch (PartywallException refusal) {
      return refused(refusal, tenant, solo);
    } catch (SQLException e) {
      throw new IllegalStateException("The oracle could not try: " + statement, e);
    }
  }

  /**
   * Compares two texts that run as they are, past every gate: one in the database of all, one in a tenant's own. Each
   * has a session of its own and is undone. With a text that some tool made of a statement, and the statement, it tells
   * what that tool is worth; with the same text twice, whether a text needs a gate at all.
   *
   * @param shared runs in the database of all
   * @param alone runs in the tenant's own
   */
  public Verdict compareUnguarded(OracleStatement shared, OracleStatement alone, TenantId tenant) {
    OracleDatabase solo = solo(tenant);
    try {
      Tried found = sharedState.tryInOwnSession(shared);
      Verdict verdict = new Comparison(tenant.toString(), sharedState, solo).of(solo.tryInOwnSession(alone), found);
      after();
      return verdict;
    } catch (SQLException e) {
      throw new IllegalStateException("The oracle could not try: " + shared, e);
    }
  }

  /** What a statement shows in a tenant's own database, where it runs as it is; it is undone. */
  public Observation alone(OracleStatement statement, TenantId tenant) {
    try {
      return solo(tenant).tryInOwnSession(statement).observation();
    } catch (SQLException e) {
      throw new IllegalStateException("The oracle could not try: " + statement, e);
    }
  }

  private OracleDatabase solo(TenantId tenant) {
    OracleDatabase solo = alone.get(tenant);
    if (solo == null) {
      throw new IllegalArgumentException("Tenant " + tenant + " is none of " + alone.keySet());
    }
    return solo;
  }

  /** A refusal is one only if nothing of the statement ran. */
  private Verdict refused(PartywallException refusal, TenantId tenant, OracleDatabase solo) {
    try {
      Observation nothing = new Observation(List.of(), List.of(), -1, List.of(), null, refusal.getMessage());
      Verdict verdict =
          new Comparison(tenant.toString(), sharedState, solo)
              .of(new Tried(nothing, solo.kept()), new Tried(nothing, after()));
      return verdict instanceof Verdict.Different ? verdict : new Verdict.Refused(refusal);
    } catch (SQLException e) {
      throw new IllegalStateException("The oracle could not look at the shared database", e);
    }
  }

  private Tried runShared(OracleStatement statement, TenantId tenant, TenantGate gate) throws SQLException {
    sharedState.resetSequences();
    List<Observation> seen = new ArrayList<>();
    gate.call(tenant, connection -> seen.add(inTransaction(connection, statement)));
    if (seen.size() != 1) {
      throw new IllegalStateException("The gate did the work " + seen.size() + " times instead of once");
    }
    return new Tried(seen.getFirst(), after());
  }

  private static Observation inTransaction(Connection connection, OracleStatement statement) throws SQLException {
    connection.setAutoCommit(false);
    Observation observation = OracleDatabase.watch(connection, statement);
    if (observation.sqlState() == null) {
      connection.commit();
    } else {
      connection.rollback();
    }
    return observation;
  }

  private State after() throws SQLException {
    State after = sharedState.now();
    if (!after.equals(sharedState.kept())) {
      sharedState.restore(after);
    }
    return after;
  }

  /**
   * Requires that no tenant can tell.
   *
   * @throws AssertionError if one can, or if the statement was refused
   */
  public void requireEqual(OracleStatement statement, TenantGate gate) {
    Verdict verdict = compare(statement, gate);
    if (!(verdict instanceof Verdict.Equal)) {
      throw new AssertionError(statement.sql() + " " + statement.parameters() + "\n" + verdict);
    }
  }

  /** Removes the databases. */
  @Override
  public void close() {
    try {
      sharedState.close();
      for (OracleDatabase solo : alone.values()) {
        solo.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The oracle's connections could not be closed", e);
    } finally {
      databases.forEach(server::drop);
    }
  }

  /** Says what the databases hold. */
  public static final class Builder {

    private final PostgresServer server;
    private final StringBuilder schema = new StringBuilder();
    private final StringBuilder common = new StringBuilder();
    private final StringBuilder hostOnly = new StringBuilder();
    private final StringBuilder each = new StringBuilder();
    private final Map<TenantId, String> ofOne = new LinkedHashMap<>();
    private final List<TenantId> tenants = new ArrayList<>();
    private String discriminator = "tenant_id";

    private Builder(PostgresServer server) {
      this.server = server;
    }

    /** The discriminator; {@code tenant_id} unless set. */
    public Builder discriminator(String column) {
      this.discriminator = column;
      return this;
    }

    /** DDL for all databases. */
    public Builder schema(String sql) {
      schema.append(sql).append(";\n");
      return this;
    }

    /** Statements that fill common tables, in all databases. */
    public Builder commonRows(String sql) {
      common.append(sql).append(";\n");
      return this;
    }

    /** Statements that add the host's rows to mixed tables, in the shared database. */
    public Builder hostRows(String sql) {
      hostOnly.append(sql).append(";\n");
      return this;
    }

    /** Statements that add rows of each tenant. The discriminator is left out: each database supplies it. */
    public Builder rowsOfEach(String sql) {
      each.append(sql).append(";\n");
      return this;
    }

    /** Statements that add rows of one tenant or change those of each. The discriminator is left out. */
    public Builder rowsOf(TenantId tenant, String sql) {
      ofOne.merge(tenant, sql, (a, b) -> a + ";\n" + b);
      return this;
    }

    /** The tenants; at least two. */
    public Builder tenants(TenantId... ids) {
      tenants.addAll(List.of(ids));
      return this;
    }

    /** Creates and fills the databases. */
    public TwoTenantOracle open() {
      if (tenants.size() < 2) {
        throw new IllegalStateException("The oracle has " + tenants.size() + " tenants; it needs at least 2");
      }
      try {
        return create();
      } catch (SQLException e) {
        throw new IllegalStateException("The oracle's databases could not be filled: " + e.getMessage(), e);
      }
    }

    private TwoTenantOracle create() throws SQLException {
      TestDatabase template = server.freshDatabase("oracle_template");
      template.execute(schema.toString() + common);
      List<TestDatabase> databases = new ArrayList<>(List.of(template));
      Map<TenantId, OracleDatabase> alone = new LinkedHashMap<>();
      for (TenantId tenant : tenants) {
        TestDatabase database = server.freshDatabase("oracle_alone", template);
        databases.add(database);
        alone.put(tenant, fill(database, tenant));
      }
      TestDatabase shared = server.freshDatabase("oracle_shared", template);
      databases.add(shared);
      shared.execute(hostOnly.toString());
      OracleDatabase state = OracleDatabase.open(shared, discriminator);
      state.copyFrom(List.copyOf(alone.values()));
      state.keep();
      return new TwoTenantOracle(server, shared, state, alone, databases);
    }

    private OracleDatabase fill(TestDatabase database, TenantId tenant) throws SQLException {
      OracleDatabase solo = OracleDatabase.open(database, discriminator);
      solo.setDefault(tenant.toString());
      database.execute(each + ofOne.getOrDefault(tenant, ""));
      solo.keep();
      return solo;
    }
  }
}
