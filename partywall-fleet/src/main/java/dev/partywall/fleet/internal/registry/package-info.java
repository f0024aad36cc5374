/** The tables of the registry: how they are made, read and written. */
@NullMarked
package dev.partywall.fleet.internal.registry;

import org.jspecify.annotations.NullMarked;
