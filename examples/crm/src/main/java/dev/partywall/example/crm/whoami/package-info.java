/** Tells a caller which tenant answers. */
@NullMarked
package dev.partywall.example.crm.whoami;

import org.jspecify.annotations.NullMarked;
