package dev.partywall.cache;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a cache is to be. Made by {@link #of}, and changed by the methods that begin with {@code with}.
 *
 * @param name the name, which all processes know it by: letters, digits, dots, hyphens, underscores
 * @param keyType the type of the keys
 * @param valueType the type of the values
 * @param mode where entries are kept; in both layers unless set
 * @param process how long they live in the process; 30 s unless set
 * @param redis how long they live in Redis; 10 min unless set
 * @param size how many the process keeps at most; 10,000 unless set
 * @param negative how long it is remembered that there is no value; 10 s unless set, zero for not at all
 * @param refresh the part of an entry's life after which its use lets it be loaded anew, in the background; 0 for
 *     never, which is so unless set
 * @param loadWait how long a thread waits for another one that loads the same key, before it loads itself; 2 s unless
 *     set
 * @param copies whether each user gets a value of its own: for values that can be changed. Not unless set
 * @param keyedBy the table whose rows are the entries, if whoever changes them tells the keys; none unless set
 * @param doubleDelete after how long deletes are done again; null for not at all, which is so unless set
 * @param keyText the text of a key, which no two keys share
 * @param serializer how values become bytes; JSON unless set
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public record CacheSettings<K, V>(
    String name,
    Class<K> keyType,
    Type valueType,
    CacheMode mode,
    Lifetime process,
    Lifetime redis,
    long size,
    Duration negative,
    double refresh,
    Duration loadWait,
    boolean copies,
    @Nullable String keyedBy,
    @Nullable Duration doubleDelete,
    Function<? super K, String> keyText,
    ValueSerializer<V> serializer) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  public CacheSettings {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name for a cache; one has up to 100 letters, digits, dots, hyphens, or underscores");
    }
    if (size < 1) {
      throw new IllegalArgumentException("Cache " + name + " cannot have a size of " + size + "; give 1 at least");
    }
    if (negative.isNegative() || loadWait.isNegative()) {
      throw new IllegalArgumentException("Cache " + name + " has a negative time; give zero or more");
    }
    if (!(refresh >= 0 && refresh < 1)) {
      throw new IllegalArgumentException(
          "Cache "
              + name
              + " cannot refresh after "
              + refresh
              + " of an entry's life; give 0 or more, and less than 1");
    }
    if (doubleDelete != null && !doubleDelete.isPositive()) {
      throw new IllegalArgumentException("Cache " + name + " cannot delete again after " + doubleDelete);
    }
    Objects.requireNonNull(keyText, "keyText");
  }

  /** Of a cache with a name, types, and nothing else said. */
  public static <K, V> CacheSettings<K, V> of(String name, Class<K> keyType, Class<V> valueType) {
    return of(name, keyType, (Type) valueType);
  }

  /** Of a cache whose values have type parameters, such as lists. */
  public static <K, V> CacheSettings<K, V> of(String name, Class<K> keyType, Type valueType) {
    return new CacheSettings<>(
        name,
        keyType,
        valueType,
        CacheMode.BOTH,
        Lifetime.of(Duration.ofSeconds(30)),
        Lifetime.of(Duration.ofMinutes(10)),
        10_000,
        Duration.ofSeconds(10),
        0,
        Duration.ofSeconds(2),
        false,
        null,
        null,
        KeyText::of,
        new JsonSerializer<>(valueType));
  }

  /** With entries kept elsewhere. */
  public CacheSettings<K, V> withMode(CacheMode mode) {
    Draft<K, V> draft = new Draft<>(this);
    draft.mode = mode;
    return draft.settings();
  }

  /** With another life in the process. */
  public CacheSettings<K, V> withProcess(Lifetime process) {
    Draft<K, V> draft = new Draft<>(this);
    draft.process = process;
    return draft.settings();
  }

  /** With another life in Redis. */
  public CacheSettings<K, V> withRedis(Lifetime redis) {
    Draft<K, V> draft = new Draft<>(this);
    draft.redis = redis;
    return draft.settings();
  }

  /** With so many entries in the process at most. */
  public CacheSettings<K, V> withSize(long size) {
    Draft<K, V> draft = new Draft<>(this);
    draft.size = size;
    return draft.settings();
  }

  /** Remembering for so long that there is no value; zero for not at all. */
  public CacheSettings<K, V> withNegative(Duration negative) {
    Draft<K, V> draft = new Draft<>(this);
    draft.negative = negative;
    return draft.settings();
  }

  /** Loading anew in the background after that part of an entry's life; 0 for never. */
  public CacheSettings<K, V> withRefresh(double refresh) {
    Draft<K, V> draft = new Draft<>(this);
    draft.refresh = refresh;
    return draft.settings();
  }

  /** Waiting for so long for another thread's load. */
  public CacheSettings<K, V> withLoadWait(Duration loadWait) {
    Draft<K, V> draft = new Draft<>(this);
    draft.loadWait = loadWait;
    return draft.settings();
  }

  /** With a value of its own for each user, so that what one does to it nobody else sees. */
  public CacheSettings<K, V> withCopies(boolean copies) {
    Draft<K, V> draft = new Draft<>(this);
    draft.copies = copies;
    return draft.settings();
  }

  /**
   * Of the rows of a table by key. Whoever changes them under {@link dev.partywall.core.KeyedWrites} deletes the
   * entries by key; such a change leaves the other entries alone.
   */
  public CacheSettings<K, V> withKeyedBy(@Nullable String table) {
    Draft<K, V> draft = new Draft<>(this);
    draft.keyedBy = table;
    return draft.settings();
  }

  /** Deleting again after so long, for databases whose nodes have no positions to compare; null for not at all. */
  public CacheSettings<K, V> withDoubleDelete(@Nullable Duration delay) {
    Draft<K, V> draft = new Draft<>(this);
    draft.doubleDelete = delay;
    return draft.settings();
  }

  /** With another text for keys. */
  public CacheSettings<K, V> withKeyText(Function<? super K, String> keyText) {
    Draft<K, V> draft = new Draft<>(this);
    draft.keyText = keyText;
    return draft.settings();
  }

  /** With values turned into bytes in another way. */
  public CacheSettings<K, V> withSerializer(ValueSerializer<V> serializer) {
    Draft<K, V> draft = new Draft<>(this);
    draft.serializer = serializer;
    return draft.settings();
  }

  /** Settings while one of them is changed. */
  private static final class Draft<K, V> {
    private String name;
    private Class<K> keyType;
    private Type valueType;
    private CacheMode mode;
    private Lifetime process;
    private Lifetime redis;
    private long size;
    private Duration negative;
    private double refresh;
    private Duration loadWait;
    private boolean copies;
    private @Nullable String keyedBy;
    private @Nullable Duration doubleDelete;
    private Function<? super K, String> keyText;
    private ValueSerializer<V> serializer;

    Draft(CacheSettings<K, V> from) {
      this.name = from.name;
      this.keyType = from.keyType;
      this.valueType = from.valueType;
      this.mode = from.mode;
      this.process = from.process;
      this.redis = from.redis;
      this.size = from.size;
      this.negative = from.negative;
      this.refresh = from.refresh;
      this.loadWait = from.loadWait;
      this.copies = from.copies;
      this.keyedBy = from.keyedBy;
      this.doubleDelete = from.doubleDelete;
      this.keyText = from.keyText;
      this.serializer = from.serializer;
    }

    CacheSettings<K, V> settings() {
      return new CacheSettings<>(
          name,
          keyType,
          valueType,
          mode,
          process,
          redis,
          size,
          negative,
          refresh,
          loadWait,
          copies,
          keyedBy,
          doubleDelete,
          keyText,
          serializer);
    }
  }
}
