package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.web.util.UriComponentsBuilder;

/** Chains of Spring Security's filters. */
final class IdentityChains {

  private static final String FAILURE = "/login?error";

  private final HttpSecurity http;

  IdentityChains(HttpSecurity http) {
    this.http = http;
  }

  /** As Spring Boot's own: everything needs a log-in, by form or password; here also by a token. */
  SecurityFilterChain everything(String path, @Nullable TokenAuthentication tokens, Environment environment) {
    String health = environment.getProperty("management.endpoints.web.base-path", "/actuator") + "/health";
    http.authorizeHttpRequests(
            requests -> requests.requestMatchers(health, health + "/**").permitAll().anyRequest().authenticated())
        .formLogin(
            form ->
                form.failureUrl(FAILURE)
                    .withObjectPostProcessor(
                        new ObjectPostProcessor<UsernamePasswordAuthenticationFilter>() {
                          @Override
                          public <O extends UsernamePasswordAuthenticationFilter> O postProcess(O filter) {
                            filter.setAuthenticationFailureHandler(new ToPasswordChange(path));
                            return filter;
                          }
                        }))
        .httpBasic(Customizer.withDefaults());
    if (tokens != null) {
      tokens.addTo(http);
    }
    return http.build();
  }

  /** Where names and passwords are given in the request itself, so that nothing that a browser adds can matter. */
  SecurityFilterChain open(String path) {
    return http.securityMatcher(IdentityPaths.open(path))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .cors(Customizer.withDefaults())
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  /** Shows whoever logs in with a one-time password where to change it. */
  private static final class ToPasswordChange extends SimpleUrlAuthenticationFailureHandler {

    private final String path;

    ToPasswordChange(String path) {
      super(FAILURE);
      this.path = path;
    }

    @Override
    public void onAuthenticationFailure(
        HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
        throws IOException, jakarta.servlet.ServletException {
      if (failure instanceof CredentialsExpiredException) {
        String name = String.valueOf(request.getParameter("username"));
        boolean ofHost = Tenancy.find().orElse(null) instanceof Tenancy.OfHost;
        String url =
            UriComponentsBuilder.fromPath((ofHost ? IdentityPaths.HOST : "") + path + IdentityPaths.PASSWORD)
                .queryParam("user", "{user}")
                .encode()
                .build(name)
                .toString();
        getRedirectStrategy().sendRedirect(request, response, url);
      } else {
        super.onAuthenticationFailure(request, response, failure);
      }
    }
  }
}
