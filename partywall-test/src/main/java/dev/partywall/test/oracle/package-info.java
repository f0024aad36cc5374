/**
 * The two-tenant oracle: does a statement do in a shared database what it would do in one that holds a single tenant?
 *
 * <p>{@link dev.partywall.test.oracle.TwoTenantOracle} fills the databases and compares; {@link
 * dev.partywall.test.oracle.TenantGate} is what is under test.
 */
@NullMarked
package dev.partywall.test.oracle;

import org.jspecify.annotations.NullMarked;
