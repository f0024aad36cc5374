/** Tenants from the host's database, beside those of the configuration. */
@NullMarked
package dev.partywall.spring.boot.registry;

import org.jspecify.annotations.NullMarked;
