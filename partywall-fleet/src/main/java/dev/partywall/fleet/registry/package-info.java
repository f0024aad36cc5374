/** The tenants that are kept in the host's database, as an application serves them. */
@NullMarked
package dev.partywall.fleet.registry;

import org.jspecify.annotations.NullMarked;
