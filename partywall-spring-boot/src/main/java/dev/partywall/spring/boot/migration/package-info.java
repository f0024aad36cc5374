/** Runs migrations on every physical database, before anything uses one. */
@NullMarked
package dev.partywall.spring.boot.migration;

import org.jspecify.annotations.NullMarked;
