/** The nodes of datasource sets: what they are at present, up to where they are, and which may serve what. */
@NullMarked
package dev.partywall.jdbc.internal.replica;

import org.jspecify.annotations.NullMarked;
