package dev.partywall.fleet.lifecycle;

import dev.partywall.core.Placement;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.internal.registry.Placements;
import dev.partywall.fleet.internal.registry.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes operations, within the transaction of a connection of the caller's. */
final class OperationTable {

  private static final int LONGEST_ERROR = 2_000;

  private static final String SELECT =
      """
      SELECT id, kind, tenant, name, actor, state, placement, datasource, schema_name, step, steps, error, attempts, request,
        ARRAY(SELECT s.key FROM jsonb_each_text(seed) s ORDER BY s.key) AS seed_keys,
        ARRAY(SELECT s.value FROM jsonb_each_text(seed) s ORDER BY s.key) AS seed_values, began, ended
      FROM partywall.operation
      """;

  /** Not those whose asker will take them up at once, nor those that somebody holds. */
  private static final String ORPHANS =
      """
      SELECT id FROM partywall.operation o
      WHERE ended IS NULL AND not_before <= now() AND (attempts > 0 OR began < now() - interval '2 s')
        AND NOT EXISTS (
          SELECT FROM pg_locks l
          WHERE l.locktype = 'advisory' AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (l.classid::bigint << 32 | l.objid::bigint) = %s)
      ORDER BY not_before LIMIT ?
      """
          .formatted(Lock.KEY.formatted("'operation ' || o.id"));

  private final TenantId.Kind ids;
  private final Placements placements = new Placements();

  OperationTable(TenantId.Kind ids) {
    this.ids = ids;
  }

  /** How the lock of an operation is called. */
  static String lock(UUID id) {
    return "operation " + id;
  }

  /** Writes a new one down, of which a step is done. */
  void insert(Connection connection, OperationRow row, @Nullable String key) throws SQLException {
    Object[] names = row.seed().keySet().toArray();
    Object[] values = Arrays.stream(names).map(row.seed()::get).toArray();
    Sql.update(
        connection,
        """
        INSERT INTO partywall.operation
          (id, kind, tenant, name, actor, state, placement, datasource, schema_name, steps, idempotency_key, request, seed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, jsonb_object(?, ?))
        """,
        row.id(),
        row.kind().name(),
        row.tenant().toString(),
        row.name().toString(),
        row.actor(),
        row.state().name(),
        Placements.kind(row.placement()),
        row.placement().datasource().value(),
        Placements.schema(row.placement()),
        connection.createArrayOf("text", row.steps().toArray()),
        key,
        row.request(),
        connection.createArrayOf("text", names),
        connection.createArrayOf("text", values));
  }

  Optional<OperationRow> find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, this::read, SELECT + "WHERE id = ?", id);
  }

  Optional<OperationRow> findByKey(Connection connection, String key) throws SQLException {
    return Sql.first(connection, this::read, SELECT + "WHERE idempotency_key = ?", key);
  }

  /** The last operation of a kind with a tenant. */
  Optional<OperationRow> findLast(Connection connection, Operation.Kind kind, TenantId tenant) throws SQLException {
    return Sql.first(
        connection,
        this::read,
        SELECT + "WHERE kind = ? AND tenant = ? ORDER BY began DESC LIMIT 1",
        kind.name(),
        tenant.toString());
  }

  /** Some that nobody works on. */
  List<UUID> orphans(Connection connection, int limit) throws SQLException {
    return Sql.list(connection, row -> row.getObject(1, UUID.class), ORPHANS, limit);
  }

  /** Some whose shared tables are to be looked at once more. */
  List<OperationRow> toLookAgain(Connection connection, int limit) throws SQLException {
    return Sql.list(connection, this::read, SELECT + "WHERE look_again <= now() ORDER BY look_again LIMIT ?", limit);
  }

  void lookedAgain(Connection connection, UUID id) throws SQLException {
    Sql.update(connection, "UPDATE partywall.operation SET look_again = NULL WHERE id = ?", id);
  }

  void takenUp(Connection connection, UUID id) throws SQLException {
    Sql.update(connection, "UPDATE partywall.operation SET attempts = attempts + 1 WHERE id = ?", id);
  }

  void begins(Connection connection, UUID id, String step) throws SQLException {
    Sql.update(connection, "UPDATE partywall.operation SET step = ? WHERE id = ?", step, id);
  }

  void done(Connection connection, UUID id, String step) throws SQLException {
    Sql.update(
        connection, "UPDATE partywall.operation SET step = NULL, steps = steps || ?::text WHERE id = ?", step, id);
  }

  void place(Connection connection, UUID id, Placement placement) throws SQLException {
    Sql.update(
        connection,
        "UPDATE partywall.operation SET placement = ?, datasource = ?, schema_name = ? WHERE id = ?",
        Placements.kind(placement),
        placement.datasource().value(),
        Placements.schema(placement),
        id);
  }

  void undoing(Connection connection, UUID id, String error) throws SQLException {
    Sql.update(
        connection, "UPDATE partywall.operation SET state = 'UNDOING', error = ? WHERE id = ?", shortened(error), id);
  }

  /** It could not go on, and is taken up again later. */
  void later(Connection connection, UUID id, @Nullable String error, Duration pause) throws SQLException {
    Sql.update(
        connection,
        "UPDATE partywall.operation SET error = coalesce(?, error), not_before = now() + ? * interval '1 ms' WHERE id = ?",
        error == null ? null : shortened(error),
        pause.toMillis(),
        id);
  }

  /**
   * It has ended.
   *
   * @param error why it was undone; null if it was not
   * @param lookAgain when shared tables are to be looked at once more; null for never
   */
  void ended(
      Connection connection, UUID id, Operation.State state, @Nullable String error, @Nullable Duration lookAgain)
      throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE partywall.operation
        SET state = ?, error = ?, step = NULL, seed = NULL, ended = now(), look_again = now() + ?::bigint * interval '1 ms'
        WHERE id = ?
        """,
        state.name(),
        error,
        lookAgain == null ? null : lookAgain.toMillis(),
        id);
  }

  /** The fingerprints of tenants with a place of their own. */
  Map<Placement, String> fingerprints(Connection connection) throws SQLException {
    Map<Placement, String> all = new HashMap<>();
    Sql.list(
            connection,
            row ->
                Map.entry(
                    placements.read(
                        row.getString("placement"), row.getString("datasource"), row.getString("schema_name")),
                    row.getString("fingerprint")),
            """
            SELECT placement, datasource, schema_name, coalesce(fingerprint, '') AS fingerprint FROM partywall.tenant
            WHERE placement <> 'shared' AND state IN ('ACTIVE', 'SUSPENDED', 'DELETED')
            """)
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  /** Notes the fingerprint of a place. */
  void migrated(Connection connection, Placement placement, String fingerprint) throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE partywall.tenant SET fingerprint = ?
        WHERE placement = ? AND datasource = ? AND schema_name IS NOT DISTINCT FROM ? AND state <> 'PURGED'
        """,
        fingerprint,
        Placements.kind(placement),
        placement.datasource().value(),
        Placements.schema(placement));
  }

  private OperationRow read(ResultSet row) throws SQLException {
    String[] keys = (String[]) row.getArray("seed_keys").getArray();
    String[] values = (String[]) row.getArray("seed_values").getArray();
    Map<String, String> seed = new HashMap<>();
    for (int i = 0; i < keys.length; i++) {
      seed.put(keys[i], values[i]);
    }
    return new OperationRow(
        row.getObject("id", UUID.class),
        Operation.Kind.valueOf(row.getString("kind")),
        ids.parse(row.getString("tenant")),
        TenantName.of(row.getString("name")),
        row.getString("actor"),
        Operation.State.valueOf(row.getString("state")),
        placements.read(row.getString("placement"), row.getString("datasource"), row.getString("schema_name")),
        row.getString("step"),
        Arrays.asList((String[]) row.getArray("steps").getArray()),
        row.getString("error"),
        row.getInt("attempts"),
        row.getString("request"),
        seed,
        Objects.requireNonNull(instant(row, "began"), "began"),
        instant(row, "ended"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static String shortened(String text) {
    String clean = text.replace('\0', ' ');
    return clean.length() > LONGEST_ERROR ? clean.substring(0, LONGEST_ERROR) : clean;
  }
}
