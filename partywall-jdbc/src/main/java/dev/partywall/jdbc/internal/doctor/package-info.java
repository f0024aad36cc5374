/** Looks for risks in a schema. */
@NullMarked
package dev.partywall.jdbc.internal.doctor;

import org.jspecify.annotations.NullMarked;
