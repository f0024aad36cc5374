/**
 * The door: one {@link javax.sql.DataSource} for all tenants, which finds database, rows and connection by the tenancy.
 */
@NullMarked
package dev.partywall.jdbc.door;

import org.jspecify.annotations.NullMarked;
