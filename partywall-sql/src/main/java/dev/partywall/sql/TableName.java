package dev.partywall.sql;

/**
 * The name of a relation as the database stores it: case folded if it was not quoted.
 *
 * @param schema its schema; {@link #OWN_SCHEMA} for the schema of whichever tenant the statement is for
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

  /**
   * Stands for the tenant's own schema in the catalog that tenants of the schema placement share. No SQL text can name
   * it, so such relations are reached through the search path only.
   */
  public static final String OWN_SCHEMA = "";

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return schema.equals(OWN_SCHEMA) ? name : schema + "." + name;
  }
}
