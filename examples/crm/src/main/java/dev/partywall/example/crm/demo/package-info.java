/** Starts the application with databases of its own. */
@NullMarked
package dev.partywall.example.crm.demo;

import org.jspecify.annotations.NullMarked;
