/** The guard itself, above the words it speaks in, which are one package up. */
@NullMarked
package dev.partywall.sql.guard;

import org.jspecify.annotations.NullMarked;
