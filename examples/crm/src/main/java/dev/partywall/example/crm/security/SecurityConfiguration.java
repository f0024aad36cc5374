package dev.partywall.example.crm.security;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/** Everything is open, as this is an example; whoever logs in does so by HTTP Basic. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String ONLY_OWN_CONTENT = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .httpBasic(Customizer.withDefaults())
        // The API takes JSON only, which no form of another site can send.
        .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()).ignoringRequestMatchers("/api/**"))
        .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(ONLY_OWN_CONTENT)))
        .build();
  }

  @Bean
  UserDetailsService users(CrmUsers configured) {
    Map<String, CrmUsers.Entry> users =
        configured.users().stream().collect(Collectors.toUnmodifiableMap(CrmUsers.Entry::name, Function.identity()));
    return name -> {
      CrmUsers.Entry user = users.get(name);
      if (user == null) {
        throw new UsernameNotFoundException("There is no user " + name);
      }
      return new CrmUser(user.name(), user.password(), user.tenant());
    };
  }
}
