/** Tables as they are in the database: checked against the entity, with the texts of their statements. */
@NullMarked
package dev.partywall.model.internal.table;

import org.jspecify.annotations.NullMarked;
