/** What the guard knows of each database: read from it, kept, read again after a change. */
@NullMarked
package dev.partywall.jdbc.internal.catalog;

import org.jspecify.annotations.NullMarked;
