/** Settings that a tenant may have another value for than the others. */
@NullMarked
package dev.partywall.core.settings;

import org.jspecify.annotations.NullMarked;
