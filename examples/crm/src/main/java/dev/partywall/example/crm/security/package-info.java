/** Logging in. */
@NullMarked
package dev.partywall.example.crm.security;

import org.jspecify.annotations.NullMarked;
