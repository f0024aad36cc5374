/** Which kinds of statements there are, and whose they are. */
@NullMarked
package dev.partywall.sql.internal.kind;

import org.jspecify.annotations.NullMarked;
