/** What the cache costs, and what users see of it, beside other ways to cache. */
@NullMarked
package dev.partywall.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
