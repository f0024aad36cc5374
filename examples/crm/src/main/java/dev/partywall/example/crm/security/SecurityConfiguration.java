package dev.partywall.example.crm.security;

import dev.partywall.core.settings.Settings;
import dev.partywall.spring.boot.identity.IdentityTokens;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;

/**
 * Who may do what. Users log in by the page, by HTTP Basic or by a token, among those of whoever the address is for.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String ONLY_OWN_CONTENT = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

  @Bean
  SecurityFilterChain security(HttpSecurity http, Settings settings, Optional<IdentityTokens> tokens) {
    http.authorizeHttpRequests(requests -> requests.anyRequest().access(new OpenTenants(settings)))
        .formLogin(Customizer.withDefaults())
        .httpBasic(Customizer.withDefaults())
        // These take JSON only, which no form of another site can send, or look at where a request comes from.
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                    .ignoringRequestMatchers("/api/**", "/host/api/**"))
        .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(ONLY_OWN_CONTENT)));
    if (tokens.isPresent()) {
      http.oauth2ResourceServer(server -> server.authenticationManagerResolver(tokens.get()));
    }
    return http.build();
  }
}
