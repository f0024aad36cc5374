package dev.partywall.benchmarks;

import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param table for people
 * @param json for machines: what {@code benchmarks/results/NAME.json} holds
 */
public record Report(String table, Map<String, Object> json) {}
