package dev.partywall.jdbc.internal.catalog;

import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Kind;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Catalog.UniqueKey;
import dev.partywall.sql.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Relations while they are read: collects what the queries find, then says whose the rows of each are. */
final class Relations {

  private final String discriminator;

  private final Map<Long, Draft> drafts = new HashMap<>();
  private final Map<Long, Set<Long>> children = new HashMap<>();
  private final Set<Long> withDiscriminator = new HashSet<>();
  private final Map<Object, Object> interned = new HashMap<>();
  private final Map<Long, Reads> reads = new HashMap<>();

  /** A relation as {@code pg_class} has it. */
  record Row(long oid, TableName name, char kind) {}

  /** What is known of a relation so far. */
  private static final class Draft {
    private final Row row;
    private final List<Column> columns = new ArrayList<>();
    private final List<UniqueKey> uniqueKeys = new ArrayList<>();
    private final Set<Long> parents = new HashSet<>();
    private final Set<Long> dependencies = new HashSet<>();
    private @Nullable Column discriminator;
    private int discriminatorNumber;
    private @Nullable String definition;
    private boolean unknownCode;
    private boolean rules;

    private Draft(Row row) {
      this.row = row;
    }
  }

  Relations(String discriminator, Collection<Row> rows) {
    this.discriminator = discriminator;
    rows.forEach(row -> drafts.put(row.oid(), new Draft(row)));
  }

  void column(long relation, int number, Column column) {
    Draft draft = drafts.get(relation);
    if (draft == null) {
      return;
    }
    Column shared =
        interned(
            new Column(interned(column.name()), interned(column.type()), column.nullable(), column.generatedAlways()));
    draft.columns.add(shared);
    if (column.name().equals(discriminator)) {
      draft.discriminator = shared;
      draft.discriminatorNumber = number;
    }
  }

  void uniqueKey(long relation, UniqueKey key) {
    Draft draft = drafts.get(relation);
    if (draft != null) {
      draft.uniqueKeys.add(key);
    }
  }

  /** One table is a partition or inheritance child of another; either can be in a schema that is not read. */
  void parent(long child, long parent, boolean childHasDiscriminator) {
    children.computeIfAbsent(parent, _ -> new HashSet<>()).add(child);
    if (childHasDiscriminator) {
      withDiscriminator.add(child);
    }
    Draft draft = drafts.get(child);
    if (draft != null) {
      draft.parents.add(parent);
    }
  }

  void definition(long view, String definition) {
    Draft draft = drafts.get(view);
    if (draft != null) {
      draft.definition = definition;
    }
  }

  void rule(long relation) {
    Draft draft = drafts.get(relation);
    if (draft != null) {
      draft.rules = true;
    }
  }

  /** A view names a relation, or if null, code of which it is not known what it reads. */
  void dependency(long view, @Nullable Long relation) {
    Draft draft = drafts.get(view);
    if (draft == null) {
      return;
    }
    if (relation == null) {
      draft.unknownCode = true;
    } else {
      draft.dependencies.add(relation);
    }
  }

  /**
   * The relations, done.
   *
   * @param readingFunctions the oids of the server's own functions that read tables
   */
  List<Relation> finish(Set<Long> readingFunctions) {
    return drafts.values().stream().map(draft -> relation(draft, readingFunctions)).toList();
  }

  private Relation relation(Draft draft, Set<Long> readingFunctions) {
    return new Relation(
        draft.row.name(),
        kind(draft.row.kind()),
        ownership(draft, readingFunctions),
        draft.columns,
        draft.uniqueKeys.stream().sorted(Comparator.comparing(UniqueKey::name)).toList(),
        names(draft.parents),
        names(tablesBehind(draft)),
        draft.rules);
  }

  private Ownership ownership(Draft draft, Set<Long> readingFunctions) {
    Reads shown = reads(draft.row.oid(), readingFunctions);
    if (!shown.tenants()) {
      return draft.discriminator == null ? Ownership.COMMON : Ownership.HIDDEN;
    }
    if (!shown.tied().contains(draft.discriminatorNumber)) {
      return Ownership.HIDDEN;
    }
    return shown.mixed() ? Ownership.MIXED : Ownership.TENANT;
  }

  private Reads reads(long oid, Set<Long> readingFunctions) {
    Reads known = reads.get(oid);
    if (known == null) {
      // Definitions cannot be circular; should one be, it proves nothing.
      reads.put(oid, Reads.HIDDEN);
      known = read(oid, readingFunctions);
      reads.put(oid, known);
    }
    return known;
  }

  private Reads read(long oid, Set<Long> readingFunctions) {
    Draft draft = drafts.get(oid);
    if (draft == null) {
      return Reads.HIDDEN;
    }
    if (draft.definition != null) {
      return draft.unknownCode
          ? Reads.HIDDEN
          : new ViewProof(other -> reads(other, readingFunctions), readingFunctions).of(draft.definition);
    }
    if (draft.discriminator != null) {
      return new Reads(true, draft.discriminator.nullable(), Set.of(draft.discriminatorNumber));
    }
    return hasTenantsBelow(oid, new HashSet<>()) ? Reads.HIDDEN : Reads.COMMON;
  }

  private boolean hasTenantsBelow(long oid, Set<Long> seen) {
    return children.getOrDefault(oid, Set.of()).stream()
        .filter(seen::add)
        .anyMatch(child -> withDiscriminator.contains(child) || hasTenantsBelow(child, seen));
  }

  private Set<Long> tablesBehind(Draft view) {
    Set<Long> tables = new HashSet<>();
    collectTables(view, tables, new HashSet<>());
    return tables;
  }

  private void collectTables(Draft view, Set<Long> tables, Set<Long> seen) {
    for (long dependency : view.dependencies) {
      Draft draft = drafts.get(dependency);
      if (draft != null && draft.definition == null) {
        tables.add(dependency);
      } else if (draft != null && seen.add(dependency)) {
        collectTables(draft, tables, seen);
      }
    }
  }

  private Set<TableName> names(Set<Long> oids) {
    return oids.stream()
        .map(drafts::get)
        .filter(Objects::nonNull)
        .map(draft -> draft.row.name())
        .collect(Collectors.toSet());
  }

  /** The name of a relation; null if it is in a schema that is not read. */
  @Nullable TableName name(long oid) {
    Draft draft = drafts.get(oid);
    return draft == null ? null : draft.row.name();
  }

  private static Kind kind(char relkind) {
    return switch (relkind) {
      case 'r' -> Kind.TABLE;
      case 'p' -> Kind.PARTITIONED_TABLE;
      case 'v' -> Kind.VIEW;
      case 'm' -> Kind.MATERIALIZED_VIEW;
      case 'f' -> Kind.FOREIGN_TABLE;
      case 'S' -> Kind.SEQUENCE;
      default -> throw new IllegalArgumentException("relkind " + relkind);
    };
  }

  /** The one instance of a value: of a catalog's columns and their names most are alike. */
  @SuppressWarnings("unchecked")
  private <T> T interned(T value) {
    return (T) interned.computeIfAbsent(value, v -> v);
  }
}
