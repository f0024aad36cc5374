package dev.partywall.model.access;

import dev.partywall.model.MappingException;
import dev.partywall.model.internal.cache.RowCache;
import dev.partywall.model.internal.mapping.Names;
import dev.partywall.model.internal.table.Projections;
import dev.partywall.model.internal.table.Rows;
import dev.partywall.model.internal.table.Stamps;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The models of one entity, by table.
 *
 * @param <T> the entity
 * @param <I> its key
 */
final class TableModels<T, I> {

  /** Names can come from requests: what is remembered is bounded. */
  private static final int REMEMBERED = 1_000;

  private final DSLContext jooq;
  private final Stamps stamps;
  private final Source<T, I> first;
  private final Function<Rows<T, I>, @Nullable RowCache<T, I>> caching;
  private final Projections<T> projections;
  private final Map<String, Source<T, I>> others = new ConcurrentHashMap<>();

  TableModels(
      DSLContext jooq, Stamps stamps, Rows<T, I> first, Function<Rows<T, I>, @Nullable RowCache<T, I>> caching) {
    this.jooq = jooq;
    this.stamps = stamps;
    this.caching = caching;
    this.first = new Source<>(first, caching.apply(first));
    this.projections = Projections.of(first.entity());
  }

  DSLContext jooq() {
    return jooq;
  }

  Stamps stamps() {
    return stamps;
  }

  Projections<T> projections() {
    return projections;
  }

  TableModel<T, I> model() {
    return new TableModel<>(this, first, false);
  }

  TableModel<T, I> table(String name, boolean withDeleted) {
    if (!Names.isIdentifier(name)) {
      throw new MappingException(
          first.rows().entity().describe(),
          "'" + name + "' is no name of a table: it is letters, digits and underscores, at most 63 bytes");
    }
    if (name.equals(first.rows().table())) {
      return new TableModel<>(this, first, withDeleted);
    }
    if (others.size() >= REMEMBERED) {
      others.clear();
    }
    return new TableModel<>(this, others.computeIfAbsent(name, this::source), withDeleted);
  }

  private Source<T, I> source(String table) {
    Rows<T, I> rows = first.rows().in(table);
    return new Source<>(rows, caching.apply(rows));
  }
}
