package dev.partywall.core;

import java.util.Objects;

/**
 * One mistake in the configuration.
 *
 * @param setting where it is, such as {@code partywall.tenants[1].id}
 * @param problem what is wrong
 * @param action what to do about it
 */
public record ConfigurationProblem(String setting, String problem, String action) {

  public ConfigurationProblem {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(action, "action");
  }

  @Override
  public String toString() {
    return setting + ": " + problem + ". " + action;
  }
}
