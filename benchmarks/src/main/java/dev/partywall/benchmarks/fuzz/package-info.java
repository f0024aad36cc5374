/** The guard against a fuzzer that looks for texts which reach code that no text before has reached. */
@NullMarked
package dev.partywall.benchmarks.fuzz;

import org.jspecify.annotations.NullMarked;
