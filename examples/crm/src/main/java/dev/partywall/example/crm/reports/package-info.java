/** Figures over many tables, in plain SQL. */
@NullMarked
package dev.partywall.example.crm.reports;

import org.jspecify.annotations.NullMarked;
