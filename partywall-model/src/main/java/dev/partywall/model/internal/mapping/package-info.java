/** What a type is made of: properties, keys, and how values go into statements and come out of rows. */
@NullMarked
package dev.partywall.model.internal.mapping;

import org.jspecify.annotations.NullMarked;
