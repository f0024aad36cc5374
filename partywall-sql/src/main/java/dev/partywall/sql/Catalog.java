package dev.partywall.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the guard knows of a database: an immutable snapshot, read from the database itself.
 *
 * @param discriminator the name of the column that says whose a row is, as the database stores it
 * @param searchPath the schemas in which unqualified names are looked up, in order, without {@code pg_catalog}
 * @param relations all relations of the searchable and other user schemas, by name
 * @param functions all user functions and procedures, that is those outside {@code pg_catalog}; overloads are several
 *     entries
 */
public record Catalog(
    String discriminator, List<String> searchPath, Map<TableName, Relation> relations, List<Function> functions) {

  public Catalog {
    searchPath = List.copyOf(searchPath);
    relations = Map.copyOf(relations);
    functions = List.copyOf(functions);
  }

  /** The relation that a name means: looked up in its schema, or along the search path if it has none. */
  public Optional<Relation> find(@Nullable String schema, String name) {
    if (schema != null) {
      return Optional.ofNullable(relations.get(new TableName(schema, name)));
    }
    return searchPath.stream()
        .map(candidate -> relations.get(new TableName(candidate, name)))
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }

  /** Whose the rows of a relation are. */
  public enum Ownership {
    /** NOT NULL discriminator: each row belongs to a tenant. */
    TENANT,
    /** Nullable discriminator: NULL marks the host's row. */
    MIXED,
    /** No discriminator: the host's; tenants read it. */
    COMMON
  }

  /** What a relation is. */
  public enum Kind {
    TABLE,
    PARTITIONED_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    FOREIGN_TABLE,
    SEQUENCE
  }

  /**
   * A relation.
   *
   * @param name its name
   * @param kind what it is
   * @param ownership whose its rows are, from its discriminator column
   * @param columns its columns, in order
   * @param uniqueKeys the column sets that a unique or primary key constraint or index covers
   * @param readsTables for a view: the tables that it reads, directly or through other views; otherwise empty
   */
  public record Relation(
      TableName name,
      Kind kind,
      Ownership ownership,
      List<Column> columns,
      List<Set<String>> uniqueKeys,
      Set<TableName> readsTables) {

    public Relation {
      columns = List.copyOf(columns);
      uniqueKeys = List.copyOf(uniqueKeys);
      readsTables = Set.copyOf(readsTables);
    }
  }

  /**
   * A column.
   *
   * @param name its name as the database stores it
   * @param type its type as {@code format_type} shows it
   * @param nullable whether it may be NULL
   * @param generatedAlways whether the database computes it or always draws it from an identity
   */
  public record Column(String name, String type, boolean nullable, boolean generatedAlways) {}

  /**
   * A user function or procedure.
   *
   * @param schema its schema
   * @param name its name
   * @param volatility {@code i}mmutable, {@code s}table or {@code v}olatile, as in {@code pg_proc.provolatile}
   * @param language as in {@code pg_language.lanname}
   * @param securityDefiner whether it runs with its owner's rights
   */
  public record Function(String schema, String name, char volatility, String language, boolean securityDefiner) {}
}
