/** Where models come from: {@link dev.partywall.model.access.Models}. */
@NullMarked
package dev.partywall.model.access;

import org.jspecify.annotations.NullMarked;
