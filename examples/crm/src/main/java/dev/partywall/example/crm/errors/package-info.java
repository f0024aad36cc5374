/** What the API answers when something is wrong. */
@NullMarked
package dev.partywall.example.crm.errors;

import org.jspecify.annotations.NullMarked;
