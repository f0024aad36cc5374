/** How long a hit and a miss take. */
@NullMarked
package dev.partywall.benchmarks.cache.speed;

import org.jspecify.annotations.NullMarked;
