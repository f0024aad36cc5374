/** Row-level security: what a database should have, what it has, and the statements between the two. */
@NullMarked
package dev.partywall.jdbc.internal.rowsecurity;

import org.jspecify.annotations.NullMarked;
