package dev.partywall.sql.planted;

/** Public, and neither in an exported package nor in an internal one. */
public class Exposed {}
