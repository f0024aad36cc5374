/** Processes that make and remove tenants are killed. */
@NullMarked
package dev.partywall.benchmarks.lifecycle;

import org.jspecify.annotations.NullMarked;
