/** Benchmarks that are run by name: {@code ./bench NAME [--quick]}. */
@NullMarked
package dev.partywall.benchmarks;

import org.jspecify.annotations.NullMarked;
