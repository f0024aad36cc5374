package dev.partywall.model.internal.cache;

import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.Cached;
import dev.partywall.cache.LayeredCache;
import dev.partywall.cache.LayeredCaches;
import dev.partywall.core.KeyedWrites;
import dev.partywall.core.ReadLog;
import dev.partywall.core.Scope;
import dev.partywall.core.Tenancy;
import dev.partywall.model.internal.table.Digest;
import dev.partywall.model.internal.table.Rows;
import dev.partywall.model.internal.table.StoredRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Copies of one table's rows, by key, and of queries' keys.
 *
 * <p>The caches have the table's name, whatever the entity: so a write by key through any model deletes what all of
 * them keep. Rows are kept whether they are marked as deleted or not, and looked at when they are used.
 *
 * @param <T> the entity
 * @param <I> its key
 */
public final class RowCache<T, I> {

  /** With more keys than that all copies are dropped instead. */
  private static final int SINGLE_DELETES = 1_000;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  private final Rows<T, I> rows;
  private final LayeredCaches caches;
  private final boolean withQueries;
  private final KeyedWrites keyed;

  private volatile @Nullable Opened opened;

  /**
   * @param withQueries whether queries' keys are kept, too
   */
  public RowCache(Rows<T, I> rows, LayeredCaches caches, boolean withQueries) {
    this.rows = rows;
    this.caches = caches;
    this.withQueries = withQueries;
    this.keyed = new KeyedWrites(rows.table().toLowerCase(Locale.ROOT));
  }

  private record Opened(LayeredCache<String, CachedRow> entities, @Nullable LayeredCache<String, KeyList> queries) {}

  /** The caches, once the table was seen: names can come from requests, and a cache stays. */
  private Opened opened() {
    Opened known = opened;
    if (known == null) {
      long _ = rows.layout();
      String table = rows.table();
      String name = "model-" + (PLAIN.matcher(table).matches() ? table : Digest.of(table));
      known =
          new Opened(
              caches.cache(
                  CacheSettings.of(name, String.class, CachedRow.class)
                      .withSerializer(Serializers.ROWS)
                      .withKeyedBy(keyed.table())),
              withQueries
                  ? caches.cache(
                      CacheSettings.of(name + "-queries", String.class, KeyList.class).withSerializer(Serializers.KEYS))
                  : null);
      opened = known;
    }
    return known;
  }

  private LayeredCache<String, CachedRow> entities() {
    return opened().entities();
  }

  /** Whether there are copies for whom the block is bound to: not for several tenants at once. */
  private static boolean isUsable() {
    Tenancy tenancy = Scope.current().tenancy();
    return tenancy instanceof Tenancy.OfTenant || tenancy instanceof Tenancy.OfHost;
  }

  // ---- by key

  /** The row with a key; null if there is none. */
  public @Nullable T get(I key, boolean withDeleted) {
    if (!isUsable()) {
      return rows.get(key, withDeleted);
    }
    String text = text(key);
    CachedRow row = entities().get(text, _ -> load(key, text));
    return row == null ? null : entity(key, row, withDeleted);
  }

  private @Nullable CachedRow load(I key, String text) {
    StoredRow loaded = rows.load(List.of(key)).get(key);
    if (loaded == null) {
      return null;
    }
    return cached(loaded, text);
  }

  private CachedRow cached(StoredRow loaded, String text) {
    if (!KeyTexts.of(rows.storedKey(loaded)).equals(text)) {
      dontKeep(); // the database takes other texts for equal: who writes the row deletes it by the one that it has
    }
    return new CachedRow(rows.layout(), loaded.marked(), loaded.values());
  }

  private static void dontKeep() {
    ReadLog log = Scope.current().reads();
    if (log != null) {
      log.unshareable();
    }
  }

  /** The rows with some keys. */
  public Map<I, T> getAll(Collection<I> wanted, boolean withDeleted) {
    if (!isUsable()) {
      return rows.getAll(wanted, withDeleted);
    }
    Map<String, I> byText = new LinkedHashMap<>();
    wanted.forEach(key -> byText.put(text(key), key));
    Map<String, CachedRow> found = entities().getAll(byText.keySet(), missing -> load(missing, byText));
    Map<I, T> all = new HashMap<>();
    found.forEach(
        (text, row) -> {
          I key = byText.get(text);
          T entity = key == null ? null : entity(key, row, withDeleted);
          if (key != null && entity != null) {
            all.put(key, entity);
          }
        });
    return all;
  }

  private Map<String, CachedRow> load(Set<String> missing, Map<String, I> byText) {
    List<I> keys = new ArrayList<>();
    for (String text : missing) {
      I key = byText.get(text);
      if (key != null) {
        keys.add(key);
      }
    }
    Map<String, CachedRow> loaded = new HashMap<>();
    rows.load(keys).forEach((key, row) -> loaded.put(text(key), cached(row, text(key))));
    return loaded;
  }

  /** The entity of a copy; null if it is marked as deleted and that counts. */
  @SuppressWarnings("unchecked") // only entities of this layout are kept with a row
  private @Nullable T entity(I key, CachedRow row, boolean withDeleted) {
    if (row.layout() != rows.layout()) {
      return rows.get(key, withDeleted); // a copy by a model of another entity, or an older one
    }
    if (row.marked() && !withDeleted) {
      return null;
    }
    if (!rows.isShareable()) {
      return rows.make(row.values());
    }
    T known = (T) row.entity();
    if (known == null) {
      known = rows.make(row.values());
      row.keep(known);
    }
    return known;
  }

  private String text(I key) {
    return KeyTexts.of(Arrays.asList(rows.keys().stored(key)));
  }

  // ---- writing

  /**
   * Runs a write to rows of known keys, and deletes their copies.
   *
   * @param after the keys, once it is done; those that are known before if it fails
   */
  public <R> R write(Collection<I> before, Supplier<R> write, Function<R, Collection<I>> after) {
    if (!tellsKeys()) {
      return write.get();
    }
    Collection<I> keys = before;
    try {
      R result = Scope.current().with(keyed).<R, RuntimeException>call(write::get);
      keys = after.apply(result);
      return result;
    } finally {
      delete(keys); // also if it fails: it may be committed all the same
    }
  }

  /** Runs a write to the rows that meet a condition, which gives their keys, and deletes their copies; how many. */
  public int writeWhere(Supplier<Collection<I>> writeReturning, Supplier<Integer> write) {
    if (!tellsKeys()) {
      return write.get();
    }
    Collection<I> keys = null;
    try {
      keys = Scope.current().with(keyed).<Collection<I>, RuntimeException>call(writeReturning::get);
      return keys.size();
    } finally {
      if (keys == null) {
        entities().clear();
      } else {
        delete(keys);
      }
    }
  }

  private void delete(Collection<I> keys) {
    if (keys.size() > SINGLE_DELETES) {
      entities().clear();
    } else {
      entities().deleteAll(keys.stream().map(this::text).toList());
    }
  }

  /** Not for the host, whose rows tenants keep copies of; nor where keys of different texts can be equal. */
  private boolean tellsKeys() {
    return Scope.current().tenancy() instanceof Tenancy.OfTenant && rows.hasExactKeys();
  }

  // ---- by query

  /**
   * The rows of a query.
   *
   * @param query tells it from all others
   * @param select runs it
   */
  public List<T> select(Supplier<String> query, boolean withDeleted, Supplier<List<T>> select) {
    LayeredCache<String, KeyList> cache = withQueries && isUsable() ? opened().queries() : null;
    if (cache == null) {
      return select.get();
    }
    String text = query.get();
    AtomicReference<@Nullable List<T>> own = new AtomicReference<>();
    KeyList keys =
        cache.get(
            text,
            _ -> {
              List<T> found = select.get();
              own.set(found);
              if (found.size() > KeyList.LONGEST) {
                dontKeep();
              }
              return keysOf(found);
            });
    List<T> loaded = own.get();
    if (loaded != null || keys == null) {
      return loaded == null ? select.get() : loaded;
    }
    List<T> found = rowsOf(keys, withDeleted);
    // A row that was changed since the keys were found may not meet the condition any more.
    Cached<KeyList> still = cache.find(text);
    return found.size() == keys.keys().size() && still != null && keys.equals(still.value()) ? found : select.get();
  }

  private KeyList keysOf(List<T> found) {
    List<List<Object>> keys = new ArrayList<>(found.size());
    for (T row : found) {
      keys.add(List.of(rows.keys().stored(rows.keys().in(row))));
    }
    return new KeyList(keys);
  }

  private List<T> rowsOf(KeyList list, boolean withDeleted) {
    List<I> keys = new ArrayList<>();
    list.keys().forEach(stored -> keys.add(rows.keys().ofStored(stored)));
    Map<I, T> found = getAll(keys, withDeleted);
    List<T> ordered = new ArrayList<>();
    for (I key : keys) {
      T row = found.get(key);
      if (row != null) {
        ordered.add(row);
      }
    }
    return ordered;
  }
}
