package dev.partywall.spring.boot.lifecycle;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.DatasourceName;
import dev.partywall.fleet.lifecycle.LifecycleSettings;
import dev.partywall.spring.boot.PropertiesReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/**
 * Reads and checks how tenants are made and removed.
 *
 * @param settings the settings; the default where they are wrong
 * @param problems what is wrong
 */
record LifecycleReader(LifecycleSettings settings, List<ConfigurationProblem> problems) {

  private static final String PREFIX = "partywall.lifecycle";

  static LifecycleReader of(Environment environment) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    LifecycleProperties given = new PropertiesReader(environment, problems).read(PREFIX, LifecycleProperties.class);
    if (!problems.isEmpty()) {
      return new LifecycleReader(LifecycleSettings.DEFAULT, List.copyOf(problems));
    }
    try {
      LifecycleSettings settings =
          new LifecycleSettings(
              given.prefix(),
              given.servers().stream().map(DatasourceName::of).collect(Collectors.toUnmodifiableSet()),
              given.prepared(),
              given.keepDeleted(),
              given.look(),
              given.parallel(),
              given.lookAgain(),
              given.stopTimeout());
      return new LifecycleReader(settings, List.of());
    } catch (IllegalArgumentException e) {
      return new LifecycleReader(
          LifecycleSettings.DEFAULT,
          List.of(new ConfigurationProblem(PREFIX, String.valueOf(e.getMessage()), "Change or remove these settings")));
    }
  }
}
