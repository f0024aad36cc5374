/** What tenancy costs: one client's statements by hand, through the door, and through other tools. */
@NullMarked
package dev.partywall.benchmarks.tax;

import org.jspecify.annotations.NullMarked;
