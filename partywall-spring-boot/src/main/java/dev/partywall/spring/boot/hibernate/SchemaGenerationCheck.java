package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.spring.boot.ConfigurationCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.core.env.Environment;

/** Refuses to let Hibernate make tables: it would make them in one database, and without the discriminator. */
final class SchemaGenerationCheck implements ConfigurationCheck {

  private static final List<String> ACTIONS =
      List.of(
          "spring.jpa.hibernate.ddl-auto",
          "spring.jpa.properties.hibernate.hbm2ddl.auto",
          "spring.jpa.properties.jakarta.persistence.schema-generation.database.action");
  private static final Set<String> HARMLESS = Set.of("none", "validate", "");
  private static final String WHY = "Hibernate would make tables in one database only, and without the discriminator";
  private static final String ACTION =
      "Use none or validate, and make the tables with Flyway, Liquibase or spring.sql.init, which run in every database";

  private final Environment environment;

  SchemaGenerationCheck(Environment environment) {
    this.environment = environment;
  }

  @Override
  public List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    for (String setting : ACTIONS) {
      String action = environment.getProperty(setting, "none");
      if (!HARMLESS.contains(action)) {
        problems.add(new ConfigurationProblem(setting, "it is '" + action + "'; " + WHY, ACTION));
      }
    }
    if (environment.getProperty("spring.jpa.generate-ddl", Boolean.class, false)) {
      problems.add(new ConfigurationProblem("spring.jpa.generate-ddl", WHY, ACTION));
    }
    return problems;
  }
}
