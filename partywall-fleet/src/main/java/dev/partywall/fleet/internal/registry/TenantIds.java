package dev.partywall.fleet.internal.registry;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Finds ids for tenants that are wanted without one. */
final class TenantIds {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long VERSION_7 = 0x7000;
  private static final int VERSION_BITS = 16;
  private static final long RANDOM_A = 0x0fff;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_B = 0x3fff_ffff_ffff_ffffL;

  private final TenantId.Kind kind;
  private final Reservations reservations;

  TenantIds(TenantId.Kind kind, Reservations reservations) {
    this.kind = kind;
    this.reservations = reservations;
  }

  /**
   * The id that was given.
   *
   * @throws IllegalArgumentException if it is of another kind than others
   */
  TenantId checked(TenantId given) {
    if (given.kind() != kind) {
      throw new IllegalArgumentException(
          "The id '" + given + "' is of kind " + given.kind() + "; ids are of kind " + kind + " here");
    }
    return given;
  }

  TenantId next(Connection connection, TenantName name) throws SQLException {
    return switch (kind) {
      case TEXT -> text(connection, name.canonical());
      case UUID -> TenantId.of(timeOrdered(System.currentTimeMillis()));
      case BIGINT -> number(connection);
    };
  }

  /** The name, unless a tenant had it before: an id is never used again. */
  private TenantId text(Connection connection, String name) throws SQLException {
    TenantId id = TenantId.of(name);
    for (int number = 2; isTaken(connection, id); number++) {
      id = TenantId.of(name + "-" + number);
    }
    return id;
  }

  /** Ids that were given may lie in the sequence's way. */
  private TenantId number(Connection connection) throws SQLException {
    TenantId id;
    do {
      id =
          Sql.first(connection, row -> TenantId.of(row.getLong(1)), "SELECT nextval('partywall.tenant_number')")
              .orElseThrow();
    } while (isTaken(connection, id));
    return id;
  }

  private boolean isTaken(Connection connection, TenantId id) throws SQLException {
    return reservations.against(id) != null
        || Sql.first(connection, _ -> true, "SELECT 1 FROM partywall.tenant WHERE id = ?", id.toString()).isPresent();
  }

  /** A UUID of version 7: ids that were made one after another lie side by side in indexes. */
  static UUID timeOrdered(long millis) {
    long high = millis << VERSION_BITS | VERSION_7 | RANDOM.nextLong() & RANDOM_A;
    long low = VARIANT | RANDOM.nextLong() & RANDOM_B;
    return new UUID(high, low);
  }
}
