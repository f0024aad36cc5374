package dev.partywall.spring.boot.host;

import dev.partywall.spring.boot.security.TenantPrincipal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application with users of the host who may do different things, and a user of a tenant who may do all. */
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
class HostApplication {

  private static final String ALL = "tenants.read,tenants.write,tenants.purge";

  /** What each may do; the password is the name. */
  private static final Map<String, String> USERS =
      Map.of(
          "root", ALL,
          "reader", "tenants.read",
          "writer", "tenants.read,tenants.write",
          "olaf", "USER",
          "ada", ALL);

  @Bean
  SecurityFilterChain securityFilterChain(HttpSecurity http) {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .httpBasic(Customizer.withDefaults())
        .build();
  }

  @Bean
  UserDetailsService users() {
    return name -> {
      String authorities = USERS.get(name);
      if (authorities == null) {
        throw new UsernameNotFoundException(name);
      }
      return new Employee(name, authorities, name.equals("ada") ? "acme" : null);
    };
  }

  /** Says whom it is served for. */
  @RestController
  static class Who {

    @GetMapping("/who")
    String who() {
      return dev.partywall.core.Tenancy.current().label();
    }
  }

  private static final class Employee extends User implements TenantPrincipal {
    private static final long serialVersionUID = 1L;
    private final @Nullable String tenant;

    private Employee(String name, String authorities, @Nullable String tenant) {
      super(name, "{noop}" + name, AuthorityUtils.commaSeparatedStringToAuthorityList(authorities));
      this.tenant = tenant;
    }

    @Override
    public @Nullable String tenant() {
      return tenant;
    }
  }
}
