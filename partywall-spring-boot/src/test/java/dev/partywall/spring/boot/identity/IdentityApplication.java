package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.identity.IdentityAudit;
import dev.partywall.identity.IdentityEvent;
import dev.partywall.identity.PermissionDefinition;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that has the dependency, permissions, and nothing of its own to log anybody in. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
      "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
      "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration",
      "org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration",
    })
class IdentityApplication {

  static final List<IdentityEvent> EVENTS = new CopyOnWriteArrayList<>();

  @Bean
  IdentityAudit audit() {
    return EVENTS::add;
  }

  @Bean
  PermissionDefinition ordersRead() {
    return PermissionDefinition.ofTenants("orders.read");
  }

  @RestController
  static class Who {

    @GetMapping({"/who", "/host/who", "/identity/who", "/host/identity/who"})
    String who(Authentication authentication) {
      TenantSession session = TenantSession.current();
      return Tenancy.current().label()
          + " "
          + authentication.getName()
          + " "
          + session.state()
          + " "
          + authentication.getAuthorities().stream()
              .map(Object::toString)
              .filter(authority -> !authority.startsWith("FACTOR_"))
              .collect(Collectors.toCollection(TreeSet::new))
          + (MDC.get("acting") == null ? "" : " acting " + MDC.get("acting").equals(session.userId()));
    }

    @GetMapping("/csrf")
    String csrf(CsrfToken token) {
      return token.getToken();
    }

    @GetMapping("/css/open")
    String open() {
      return Tenancy.find().map(Tenancy::label).orElse("unbound");
    }

    @PostMapping("/write")
    String write() {
      return "written";
    }
  }
}
