package dev.partywall.model.internal.mapping;

import java.util.Set;

/** PostgreSQL's names of types, as its driver tells them. */
final class ColumnTypes {

  static final Set<String> SHORTS = Set.of("int2", "smallserial");
  static final Set<String> INTS = Set.of("int2", "int4", "smallserial", "serial");
  static final Set<String> LONGS =
      Set.of("int2", "int4", "int8", "oid", "smallserial", "serial", "bigserial", "numeric");
  static final Set<String> FLOATS = Set.of("float4");
  static final Set<String> DOUBLES = Set.of("float4", "float8", "numeric");
  static final Set<String> DECIMALS = LONGS;
  static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "name");

  /** Types whose values are not text, however they are written. */
  private static final Set<String> NOT_TEXT =
      Set.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "oid",
          "smallserial",
          "serial",
          "bigserial",
          "numeric",
          "float4",
          "float8",
          "money",
          "date",
          "time",
          "timetz",
          "timestamp",
          "timestamptz",
          "bytea");

  private ColumnTypes() {}

  /** Whether a string of ours is a value of the type: text, and what the server reads from text, such as jsonb. */
  static boolean isWritten(String columnType) {
    return !NOT_TEXT.contains(columnType) && !columnType.startsWith("_");
  }

  /** Whether values are stored by their name: text, and types that the schema defines. */
  static boolean isNamed(String columnType) {
    return TEXTS.contains(columnType) || isWritten(columnType) && !columnType.startsWith("json");
  }
}
