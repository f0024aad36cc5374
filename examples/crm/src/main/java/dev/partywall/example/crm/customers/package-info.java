/** Customers and the people to talk to. */
@NullMarked
package dev.partywall.example.crm.customers;

import org.jspecify.annotations.NullMarked;
