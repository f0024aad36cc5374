package dev.partywall.spring.boot.app;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import dev.partywall.spring.boot.security.TenantPrincipal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An application with controllers that record whom they run for. Everything but {@code /private} is open; users log in
 * with a token or a password.
 */
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
@EnableAsync
@Import({WhoController.class, FailingController.class, AsyncController.class, AsyncWork.class, ErrorPage.class})
public class WebApplication {

  /** Whom each look-up of a user ran for. */
  public static final Queue<String> LOGINS = new ConcurrentLinkedQueue<>();

  private static final SecretKey KEY =
      new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

  /** The header of a request with a token of these claims. */
  public static String bearer(String user, Map<String, Object> claims) {
    return bearer(JwtClaimsSet.builder().subject(user), claims);
  }

  /** The header of a request of a program, whose token names no user. */
  public static String bearerOfNobody(Map<String, Object> claims) {
    return bearer(JwtClaimsSet.builder(), claims);
  }

  private static String bearer(JwtClaimsSet.Builder set, Map<String, Object> claims) {
    set.issuedAt(Instant.now()).expiresAt(Instant.now().plusSeconds(600));
    claims.forEach(set::claim);
    return "Authorization: Bearer "
        + new NimbusJwtEncoder(new ImmutableSecret<>(KEY))
            .encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), set.build()))
            .getTokenValue();
  }

  @Bean
  TestTenants tenants() {
    return new TestTenants();
  }

  @Bean
  JwtDecoder jwtDecoder() {
    return NimbusJwtDecoder.withSecretKey(KEY).build();
  }

  @Bean
  SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(
            requests -> requests.requestMatchers("/private").authenticated().anyRequest().permitAll())
        .httpBasic(Customizer.withDefaults())
        .oauth2ResourceServer(tokens -> tokens.jwt(Customizer.withDefaults()))
        .build();
  }

  /** Ada belongs to acme, Hank to the host, and Paula's class does not say. */
  @Bean
  UserDetailsService users() {
    return name -> {
      LOGINS.add(Seen.tenancyNow());
      return switch (name) {
        case "ada" -> new TenantUser("ada", "acme");
        case "hank" -> new TenantUser("hank", null);
        case "paula" -> User.withUsername("paula").password("{noop}secret").authorities("USER").build();
        default -> throw new UsernameNotFoundException(name);
      };
    };
  }

  private static final class TenantUser extends User implements TenantPrincipal {
    private final @Nullable String tenant;

    private TenantUser(String name, @Nullable String tenant) {
      super(name, "{noop}secret", AuthorityUtils.createAuthorityList("USER"));
      this.tenant = tenant;
    }

    @Override
    public @Nullable String tenant() {
      return tenant;
    }
  }
}
