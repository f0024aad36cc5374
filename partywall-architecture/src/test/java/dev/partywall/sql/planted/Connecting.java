package dev.partywall.sql.planted;

import java.sql.Connection;

/** The guard talks to a database. */
record Connecting(Connection connection) {}
