/** The leak corpus, tried through Partywall and its peers and judged by the two-tenant oracle. */
@NullMarked
package dev.partywall.benchmarks.leaks;

import org.jspecify.annotations.NullMarked;
