/**
 * JDBC's interfaces by plain delegation, so that the door's classes hold their logic only. JDBC does not say what may
 * be null, so these classes do not either.
 */
@NullUnmarked
package dev.partywall.jdbc.internal.forward;

import org.jspecify.annotations.NullUnmarked;
