/** The page at the root. */
@NullMarked
package dev.partywall.example.crm.web;

import org.jspecify.annotations.NullMarked;
