package dev.partywall.spring.boot.web;

import java.util.List;
import org.springframework.core.env.Environment;

/** Where the actuator answers, as far as it does so on the application's port. */
final class ActuatorPaths {

  private ActuatorPaths() {}

  static List<String> of(Environment environment) {
    String base = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    return base.equals("/") || base.isEmpty() ? List.of() : List.of(base, base + "/**");
  }
}
