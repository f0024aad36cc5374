/**
 * Records and beans as rows: {@link dev.partywall.model.Model}, and the annotations that say what convention does not.
 */
@NullMarked
package dev.partywall.model;

import org.jspecify.annotations.NullMarked;
