package dev.partywall.spring.boot.host;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.fleet.Tenants;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PropertiesReader;
import dev.partywall.spring.boot.web.CallerSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Whether the API can do what it is set to, and somebody checks who uses it. */
record HostApiCheck(Environment environment, ListableBeanFactory beans) implements ConfigurationCheck {

  private static final String PREFIX = "partywall.host-api";

  @Override
  public List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    HostApiProperties given = new PropertiesReader(environment, problems).read(PREFIX, HostApiProperties.class);
    if (!problems.isEmpty() || !given.enabled()) {
      return problems;
    }
    if (!environment.getProperty("partywall.enabled", Boolean.class, true)) {
      add(problems, "enabled", "there is one tenant only, as partywall.enabled is false", "Remove one of the two");
    } else if (!has(Tenants.class)) {
      add(problems, "enabled", "there is no bean that manages tenants", "Set partywall.registry.enabled to true");
    }
    boolean checked = has(CallerSource.class);
    if (given.unprotected() && checked) {
      add(problems, "unprotected", "it is known who calls, so permissions can be checked", "Remove it");
    }
    if (!given.unprotected() && !checked) {
      add(
          problems,
          "enabled",
          "nobody checks who calls, as there is neither Spring Security nor a bean of the type CallerSource",
          "Add one of them, or set partywall.host-api.unprotected where nobody else can reach it");
    }
    return problems;
  }

  private boolean has(Class<?> type) {
    return beans.getBeanNamesForType(type, true, false).length > 0;
  }

  private static void add(List<ConfigurationProblem> problems, String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(PREFIX + "." + setting, problem, action));
  }
}
