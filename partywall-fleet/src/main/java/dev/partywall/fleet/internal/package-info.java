/** What the parts of this module share. */
@NullMarked
package dev.partywall.fleet.internal;

import org.jspecify.annotations.NullMarked;
