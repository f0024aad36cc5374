/** Whom a request is for: the ways to find its tenant, their order, and every outcome. */
@NullMarked
package dev.partywall.core.resolve;

import org.jspecify.annotations.NullMarked;
