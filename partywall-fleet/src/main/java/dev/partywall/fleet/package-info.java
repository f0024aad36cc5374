/** Tenants as the host sees them: which there are, how they are made, and how they end. */
@NullMarked
package dev.partywall.fleet;

import org.jspecify.annotations.NullMarked;
