package dev.partywall.jdbc.door;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.door.DoorFixture.Work;
import java.sql.SQLException;
import java.util.List;

/** What a contract needs of a placement: the door, two tenants, and a way past the guard to see what is stored. */
interface PlacedDoor {

  TenantDataSource door();

  /** Has customers 1 to 3, named {@code acme 1} and so on. */
  Tenant acme();

  /** Has customers of the same keys. */
  Tenant globex();

  /** Whether both tenants live in one database, so that one transaction can write to both. */
  boolean oneDatabase();

  /** Runs SQL past the guard where the tenant lives. */
  void raw(Tenant tenant, String sql) throws SQLException;

  /** The first column of the only row, past the guard, where the tenant lives. */
  String rawString(Tenant tenant, String sql) throws SQLException;

  /** How many physical connections are borrowed. */
  int active();

  <R> R in(Tenancy tenancy, Work<R> work) throws SQLException;

  <R> R in(Tenant tenant, Work<R> work) throws SQLException;

  List<String> strings(Tenant tenant, String sql, Object... arguments) throws SQLException;

  String string(Tenant tenant, String sql, Object... arguments) throws SQLException;

  int update(Tenant tenant, String sql, Object... arguments) throws SQLException;

  /** A customer's name as it is stored, whatever tenancy is bound. */
  default String stored(Tenant tenant, int customer) throws SQLException {
    return rawString(
        tenant,
        "select coalesce((select name from customer where tenant_id = "
            + tenant.id()
            + " and id = "
            + customer
            + "), 'none')");
  }
}
