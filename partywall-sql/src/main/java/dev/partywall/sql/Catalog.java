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
 * @param relations all relations of all user schemas, by name; in the schema placement those of the tenant's schema
 *     alone, under {@link TableName#OWN_SCHEMA}, so that tenants whose schemas are alike share one catalog
 * @param functions all user functions and procedures, that is those outside {@code pg_catalog}; overloads are several
 *     entries
 * @param sideEffects what else changes when rows of a relation do; a relation that is not here has no side effects
 */
public record Catalog(
    String discriminator,
    List<String> searchPath,
    Map<TableName, Relation> relations,
    List<Function> functions,
    Map<TableName, SideEffects> sideEffects) {

  public Catalog {
    searchPath = List.copyOf(searchPath);
    relations = Map.copyOf(relations);
    functions = List.copyOf(functions);
    sideEffects = Map.copyOf(sideEffects);
  }

  /** A catalog of relations without foreign keys and triggers. */
  public Catalog(
      String discriminator, List<String> searchPath, Map<TableName, Relation> relations, List<Function> functions) {
    this(discriminator, searchPath, relations, functions, Map.of());
  }

  /**
   * What changes when rows of a relation do.
   *
   * @param tables those with foreign keys to it that then delete or set
   * @param unknown whether it has triggers that may change whatever
   */
  public record SideEffects(Set<TableName> tables, boolean unknown) {

    /** Of a relation of which nothing is known to change with it. */
    public static final SideEffects NONE = new SideEffects(Set.of(), false);

    public SideEffects {
      tables = Set.copyOf(tables);
    }
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
    /** No discriminator, and reads nothing but the like: the host's; tenants read it. */
    COMMON,
    /**
     * Shows what may be tenants' rows without a discriminator that provably says whose: a view whose definition does
     * not tie its discriminator to everything it reads, or a parent table of which a child has a discriminator and
     * itself has none.
     */
    HIDDEN
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
   * @param ownership whose its rows are; for a view, proven by whoever reads the catalog, from the server's own parse
   *     tree of its definition
   * @param columns its columns, in order
   * @param uniqueKeys its unique and primary keys, unique indexes and exclusion constraints
   * @param parents the tables that it is a partition or an inheritance child of, directly
   * @param readsTables for a view: the tables that it reads, directly or through other views; otherwise empty
   * @param rules whether it has rewrite rules other than a view's own, so that a write to it may write elsewhere
   */
  public record Relation(
      TableName name,
      Kind kind,
      Ownership ownership,
      List<Column> columns,
      List<UniqueKey> uniqueKeys,
      Set<TableName> parents,
      Set<TableName> readsTables,
      boolean rules) {

    public Relation {
      columns = List.copyOf(columns);
      uniqueKeys = List.copyOf(uniqueKeys);
      parents = Set.copyOf(parents);
      readsTables = Set.copyOf(readsTables);
    }

    /** A table without unique keys, parents and rules. */
    public static Relation table(TableName name, Ownership ownership, List<Column> columns) {
      return new Relation(name, Kind.TABLE, ownership, columns, List.of(), Set.of(), Set.of(), false);
    }

    /** The column of this name, as the database stores it. */
    public Optional<Column> column(String column) {
      return columns.stream().filter(c -> c.name().equals(column)).findFirst();
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
   * A unique or primary key constraint, a unique index, or an exclusion constraint: what an {@code ON CONFLICT} can
   * meet.
   *
   * @param name the name of the index, which is also the constraint's
   * @param columns the plain columns in it; an expression's columns are not among them
   * @param primary whether it is the primary key
   * @param whole whether equality of these columns is all it needs: no condition, no expression, no exclusion operator,
   *     not deferred
   */
  public record UniqueKey(String name, Set<String> columns, boolean primary, boolean whole) {
    public UniqueKey {
      columns = Set.copyOf(columns);
    }
  }

  /**
   * A user function or procedure.
   *
   * @param schema its schema
   * @param name its name
   * @param volatility {@code i}mmutable, {@code s}table or {@code v}olatile, as in {@code pg_proc.provolatile}
   * @param language as in {@code pg_language.lanname}
   * @param securityDefiner whether it runs with its owner's rights
   * @param extension the extension that it came with, such as {@code pgcrypto}; null if it came with none
   * @param operators the names of the operators that call it, such as {@code +}
   * @param castsTo the names of the types that a cast through it leads to
   */
  public record Function(
      String schema,
      String name,
      char volatility,
      String language,
      boolean securityDefiner,
      @Nullable String extension,
      Set<String> operators,
      Set<String> castsTo) {

    public Function {
      operators = Set.copyOf(operators);
      castsTo = Set.copyOf(castsTo);
    }
  }
}
