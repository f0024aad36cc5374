package dev.partywall.jdbc.planted;

import dev.partywall.sql.planted.internal.Inner;

/** Uses what belongs to the guard alone, along an arrow that is allowed. */
class Intruder extends Inner {}
