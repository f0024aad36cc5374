package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.RowSecurityRoles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A policy as it should be. Its comment tells its version, a hash of its body, and its fingerprint, a hash of what the
 * server made of it: a comment that does not match the one or the other is that of an altered policy.
 *
 * @param name its name
 * @param table the table, quoted and with its schema
 * @param body what follows the table in CREATE POLICY
 */
record Policy(String name, String table, String body) {

  static final String TENANT = "partywall_tenant";
  static final String HOST = "partywall_host";

  /** Of a row {@code p} of pg_policy, on a search path that has nothing but pg_catalog. */
  static final String FINGERPRINT =
      "md5(concat_ws('|', p.polcmd, p.polpermissive, array(SELECT r::regrole::text FROM unnest(p.polroles) r ORDER BY 1),"
          + " pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)))";

  private static final int HASH_BYTES = 8;

  /**
   * The tenant sees and writes rows of its own.
   *
   * @param column the discriminator, quoted
   * @param type its type
   */
  static Policy tenant(String table, String column, String type, RowSecurityRoles roles) {
    // No OR beside it, so that an index can be used; and no subquery around the setting, which takes longer to set up
    // than the setting to read: beside the guard's condition or in an index's it is read once, not for each row.
    String own = column + " = nullif(current_setting('partywall.tenant', true), '')::" + type;
    return new Policy(TENANT, table, "TO " + roles.tenant() + " USING (" + own + ") WITH CHECK (" + own + ")");
  }

  /** The host, and work across tenants, see and write all rows: which ones, the guard says. */
  static Policy host(String table, RowSecurityRoles roles) {
    return new Policy(HOST, table, "TO " + roles.host() + " USING (true) WITH CHECK (true)");
  }

  /** The hash of its body. */
  String version() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  /** The comment of such a policy that was not altered. */
  String comment(String fingerprint) {
    return "partywall " + version() + " " + fingerprint;
  }

  /** Makes it, whatever is there under its name. */
  List<String> ddl() {
    return List.of(
        "DROP POLICY IF EXISTS " + name + " ON " + table,
        "CREATE POLICY " + name + " ON " + table + " " + body,
        """
        DO $do$ BEGIN
          PERFORM set_config('search_path', 'pg_catalog', true);
          EXECUTE (SELECT format('COMMENT ON POLICY %s ON %s IS %%L', 'partywall %s ' || %s)
                   FROM pg_policy p WHERE p.polrelid = %s::regclass AND p.polname = '%s');
        END $do$"""
            .formatted(
                name, table.replace("%", "%%").replace("'", "''"), version(), FINGERPRINT, literal(table), name));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
