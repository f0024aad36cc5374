/**
 * Four processes of an application with caches, over readers that lag, and a Redis that is killed and loses messages.
 */
@NullMarked
package dev.partywall.benchmarks.cache.coherence;

import org.jspecify.annotations.NullMarked;
