/** Where tenants are found: in the configuration, in several places, or nowhere. */
@NullMarked
package dev.partywall.core.store;

import org.jspecify.annotations.NullMarked;
