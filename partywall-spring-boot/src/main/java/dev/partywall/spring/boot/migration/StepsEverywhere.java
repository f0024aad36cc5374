package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;

/** Applies the steps that are beans in each database. */
final class StepsEverywhere implements InitializingBean, MigrationPart {

  private final List<DatabaseStep> steps;
  private final Databases databases;

  StepsEverywhere(List<DatabaseStep> steps, Databases databases) {
    this.steps = List.copyOf(steps);
    this.databases = databases;
  }

  @Override
  public void afterPropertiesSet() {
    databases.each("Steps of parts", this::token, this::migrate);
  }

  @Override
  public String name() {
    return "steps";
  }

  @Override
  public int order() {
    return 40;
  }

  @Override
  public String fingerprint() {
    return Hash.of(
        steps.stream()
            .map(step -> step.getClass().getName() + " " + step.fingerprint())
            .collect(Collectors.joining("\n")));
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    Databases.createSchema(database);
    steps.forEach(step -> step.apply(database));
  }
}
