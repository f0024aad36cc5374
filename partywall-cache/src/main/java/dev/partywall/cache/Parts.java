package dev.partywall.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What all caches of {@link LayeredCaches} use.
 *
 * @param process what each entry in this process depends on
 * @param behind the shared layer; null if there is none
 * @param background runs loads that nobody waits for
 * @param longestLoad what takes longer to load is not kept
 */
record Parts(
    Spaces spaces,
    Access access,
    Generation process,
    @Nullable Behind behind,
    Deletions deletions,
    CacheListener listener,
    Executor background,
    Ticker ticker,
    Duration keep,
    Duration longestLoad) {}
