package dev.partywall.cache;

/** Changes the settings of caches when they are made, such as by what is configured for their names. */
@FunctionalInterface
public interface CacheTuning {

  /** Changes nothing. */
  CacheTuning NONE =
      new CacheTuning() {
        @Override
        public <K, V> CacheSettings<K, V> tune(CacheSettings<K, V> settings) {
          return settings;
        }
      };

  /** The settings to use instead. */
  <K, V> CacheSettings<K, V> tune(CacheSettings<K, V> settings);
}
