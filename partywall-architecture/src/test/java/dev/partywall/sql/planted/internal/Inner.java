package dev.partywall.sql.planted.internal;

/** Belongs to the guard alone. */
public class Inner {}
