package dev.partywall.spring.boot.migration;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.spring.boot.ConfigurationCheck;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Refuses settings that tie a migration tool to one database, which would leave the others as they are. */
final class OneDatabaseCheck implements ConfigurationCheck {

  private final Environment environment;
  private final List<String> settings;

  OneDatabaseCheck(Environment environment, String... settings) {
    this.environment = environment;
    this.settings = List.of(settings);
  }

  @Override
  public List<ConfigurationProblem> problems() {
    return settings.stream().filter(environment::containsProperty).flatMap(OneDatabaseCheck::problem).toList();
  }

  private static Stream<ConfigurationProblem> problem(String setting) {
    return Stream.of(
        new ConfigurationProblem(
            setting,
            "it names a connection of its own, while migrations run in every datasource set and tenant schema",
            "Remove it; each database is migrated through the user of its write pool"));
  }
}
