/** What the guard costs: a known text, a new one, and a flood of new ones. */
@NullMarked
package dev.partywall.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
