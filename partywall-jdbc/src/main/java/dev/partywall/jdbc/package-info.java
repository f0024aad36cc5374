/**
 * The words of the door: settings, databases, counts and errors. The door itself is {@link
 * dev.partywall.jdbc.door.TenantDataSource}, in a package of its own, since it stands above all that uses these words.
 */
@NullMarked
package dev.partywall.jdbc;

import org.jspecify.annotations.NullMarked;
