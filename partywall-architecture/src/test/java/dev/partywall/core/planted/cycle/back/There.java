package dev.partywall.core.planted.cycle.back;

import dev.partywall.core.planted.cycle.Here;

/** The other half. */
public class There {
  public There(Here here) {}
}
