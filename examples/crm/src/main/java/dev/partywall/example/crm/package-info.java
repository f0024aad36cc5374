/** A small CRM that serves many tenants. */
@NullMarked
package dev.partywall.example.crm;

import org.jspecify.annotations.NullMarked;
