package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import java.util.List;

/**
 * Looks for mistakes in a part of the configuration. All beans of this type are asked before the application's data
 * source is made, and what they find is reported together.
 */
@FunctionalInterface
public interface ConfigurationCheck {

  /** The mistakes; empty if there are none. */
  List<ConfigurationProblem> problems();
}
