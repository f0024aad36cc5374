package dev.partywall.spring.boot.web;

import java.util.List;

/**
 * Paths that are the host's, besides those of {@code partywall.resolve.host-paths}. Each bean of this type adds some.
 *
 * @param patterns as in request mappings
 * @param open whether also those are users of the host there who are not logged in; only where nobody can log in
 */
public record HostPaths(List<String> patterns, boolean open) {

  public HostPaths {
    patterns = List.copyOf(patterns);
  }
}
