/** What tenants of the host's database cost: a start with 100,000 of them, a look-up, a new one. */
@NullMarked
package dev.partywall.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
