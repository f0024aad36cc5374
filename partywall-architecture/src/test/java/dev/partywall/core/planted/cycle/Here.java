package dev.partywall.core.planted.cycle;

import dev.partywall.core.planted.cycle.back.There;

/** One half of a cycle between two packages of one module. */
public class Here {
  There there = new There(this);
}
