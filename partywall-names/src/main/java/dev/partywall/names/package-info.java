/** Constants for configured tenants. */
@NullMarked
package dev.partywall.names;

import org.jspecify.annotations.NullMarked;
