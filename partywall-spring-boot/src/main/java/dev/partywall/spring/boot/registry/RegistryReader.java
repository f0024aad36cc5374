package dev.partywall.spring.boot.registry;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.fleet.registry.RegistrySettings;
import dev.partywall.spring.boot.PropertiesReader;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * Reads and checks how the registry is followed.
 *
 * @param settings the settings; the default where they are wrong
 * @param problems what is wrong
 */
record RegistryReader(RegistrySettings settings, List<ConfigurationProblem> problems) {

  private static final String PREFIX = "partywall.registry";

  static RegistryReader of(Environment environment) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    RegistryProperties given = new PropertiesReader(environment, problems).read(PREFIX, RegistryProperties.class);
    if (!problems.isEmpty()) {
      return new RegistryReader(RegistrySettings.DEFAULT, List.copyOf(problems));
    }
    try {
      RegistrySettings settings =
          new RegistrySettings(
              given.poll(), given.lease(), given.negativeTtl(), given.reserved(), given.startWithoutDatabase());
      return new RegistryReader(settings, List.of());
    } catch (IllegalArgumentException e) {
      return new RegistryReader(
          RegistrySettings.DEFAULT,
          List.of(new ConfigurationProblem(PREFIX, String.valueOf(e.getMessage()), "Change or remove these settings")));
    }
  }
}
