package dev.partywall.spring.boot.migration;

import java.util.List;
import org.springframework.beans.factory.InitializingBean;

/** Applies the steps that are beans in each database. */
final class StepsEverywhere implements InitializingBean {

  private final List<DatabaseStep> steps;
  private final Databases databases;

  StepsEverywhere(List<DatabaseStep> steps, Databases databases) {
    this.steps = List.copyOf(steps);
    this.databases = databases;
  }

  @Override
  public void afterPropertiesSet() {
    for (DatabaseStep step : steps) {
      databases.each(
          step.getClass().getSimpleName(),
          database -> {
            Databases.createSchema(database);
            step.apply(database);
          });
    }
  }
}
