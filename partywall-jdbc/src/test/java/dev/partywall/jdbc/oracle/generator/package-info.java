/** Random statements over the sample's tables, the same ones for the same seed. */
package dev.partywall.jdbc.oracle.generator;
