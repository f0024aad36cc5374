package dev.partywall.sql;

/** The name of a relation as the database stores it: case folded if it was not quoted. */
public record TableName(String schema, String name) implements Comparable<TableName> {

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
