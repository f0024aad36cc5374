/** TPC-H data for the demo, a slice for each tenant. */
@NullMarked
package dev.partywall.example.crm.sample;

import org.jspecify.annotations.NullMarked;
