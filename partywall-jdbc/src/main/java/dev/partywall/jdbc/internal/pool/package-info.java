/** Physical connections: one pool a database, one budget for all, a fair share for each tenant. */
@NullMarked
package dev.partywall.jdbc.internal.pool;

import org.jspecify.annotations.NullMarked;
