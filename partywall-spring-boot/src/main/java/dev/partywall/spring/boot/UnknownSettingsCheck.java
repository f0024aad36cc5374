package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses settings that do not exist, such as misspelt ones: what was meant by them would silently not happen.
 * Environment variables are not looked at, as others may begin with the same word.
 */
final class UnknownSettingsCheck implements ConfigurationCheck {

  private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("partywall");

  /** Groups of settings of parts that an application may not have; without the part nobody knows what is in them. */
  private static final Set<String> ELSEWHERE =
      Set.of("resolve", "observation", "mdc", "async", "web", "hostapi", "identity", "registry", "lifecycle");

  private final Environment environment;
  private final List<SettingsGroup> groups;

  UnknownSettingsCheck(Environment environment, List<SettingsGroup> groups) {
    this.environment = environment;
    this.groups = List.copyOf(groups);
  }

  @Override
  public List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource settings && !isEnvironment(source)) {
        settings.stream()
            .filter(name -> PREFIX.isAncestorOf(name) && !isKnown(name))
            .map(UnknownSettingsCheck::problem)
            .forEach(problems::add);
      }
    }
    return problems.stream().distinct().toList();
  }

  private static boolean isEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  private boolean isKnown(ConfigurationPropertyName name) {
    String first = name.getElement(1, Form.UNIFORM);
    return groups.stream()
        .filter(group -> group.uniformName().equals(first))
        .findFirst()
        .map(group -> SettingsShape.has(name, 2, group.type()))
        .orElseGet(() -> ELSEWHERE.contains(first) || SettingsShape.has(name, 1, PartywallProperties.class));
  }

  private static ConfigurationProblem problem(ConfigurationPropertyName name) {
    return new ConfigurationProblem(
        name.toString(), "there is no such setting", "Correct its name, or remove it; docs/spring-boot.md lists all");
  }
}
