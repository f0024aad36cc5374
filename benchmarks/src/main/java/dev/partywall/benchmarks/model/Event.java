package dev.partywall.benchmarks.model;

import dev.partywall.model.Table;

/** An event. */
@Table("events")
record Event(long id, String text) {}
