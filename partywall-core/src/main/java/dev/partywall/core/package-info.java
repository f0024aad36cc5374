/** Whom the work is for: tenancy, tenants, sessions, and the store that finds tenants. */
@NullMarked
package dev.partywall.core;

import org.jspecify.annotations.NullMarked;
