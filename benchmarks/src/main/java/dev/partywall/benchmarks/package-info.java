/** Benchmarks of the guard and the door. */
@NullMarked
package dev.partywall.benchmarks;

import org.jspecify.annotations.NullMarked;
