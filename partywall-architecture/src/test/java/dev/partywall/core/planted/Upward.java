package dev.partywall.core.planted;

import dev.partywall.sql.planted.Exposed;

/** The core knows the guard. */
class Upward extends Exposed {}
