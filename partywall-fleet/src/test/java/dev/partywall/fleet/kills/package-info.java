/** Processes that make and remove tenants are killed, and what is left is looked at. */
package dev.partywall.fleet.kills;
