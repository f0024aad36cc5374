/** Removes the rows of one tenant from tables that it shares with others. */
@NullMarked
package dev.partywall.fleet.internal.removal;

import org.jspecify.annotations.NullMarked;
