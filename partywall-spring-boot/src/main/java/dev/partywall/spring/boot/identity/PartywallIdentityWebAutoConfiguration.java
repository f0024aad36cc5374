package dev.partywall.spring.boot.identity;

import dev.partywall.core.TenantStore;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.identity.Identity;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SingleTenant;
import dev.partywall.spring.boot.web.CallerCheck;
import dev.partywall.spring.boot.web.HostPaths;
import dev.partywall.spring.boot.web.PartywallWebAutoConfiguration;
import dev.partywall.spring.boot.web.ResolveProperties;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.SecurityFilterChain;

/** Log-ins, sessions and tokens of our own users over HTTP. Each part stands back for one of the application's. */
@AutoConfiguration(
    after = PartywallIdentityAutoConfiguration.class,
    before = PartywallWebAutoConfiguration.class,
    beforeName = {
      "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
      "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Identity.class, SecurityFilterChain.class, HttpSecurity.class})
@ConditionalOnBean(Identity.class)
@EnableConfigurationProperties(ResolveProperties.class)
public final class PartywallIdentityWebAutoConfiguration {

  private static final int SECURITY_FILTER_ORDER = -100;
  private static final int AFTER_TENANCY = 6;

  @Bean
  LoggedIn partywallLoggedIn(
      Identity identity,
      TenantStore tenants,
      PartywallSettings settings,
      Optional<SingleTenant> single,
      ObjectProvider<Clock> clocks) {
    TenantStore served =
        single.<TenantStore>map(one -> ConfiguredTenantStore.ofTenants(List.of(one.tenant()))).orElse(tenants);
    return new LoggedIn(identity, served, settings.idKind(), clocks.getIfUnique(Clock::systemUTC));
  }

  @Bean
  HostPaths identityHostPaths() {
    return new HostPaths(List.of(ActingController.PATH), false);
  }

  /** Where users of the host are not logged in yet. */
  @Bean
  HostPaths identityOpenHostPaths(IdentityProperties settings) {
    return new HostPaths(IdentityPaths.ofHost(settings.path()), true);
  }

  @Bean
  IdentityAdvice identityAdvice() {
    return new IdentityAdvice();
  }

  @Bean
  CallerCheck identityCallerCheck(LoggedIn loggedIn) {
    return new IdentityCallerCheck(loggedIn);
  }

  @Bean
  @ConditionalOnMissingBean
  ActingPolicy actingPolicy(LoggedIn loggedIn, ResolveProperties properties) {
    ActingPolicy configured =
        Optional.ofNullable(properties.claim().actingAuthority())
            .map(ActingPolicy::havingAuthority)
            .orElseGet(ActingPolicy::never);
    return new IdentityActingPolicy(loggedIn, configured);
  }

  @Bean
  @ConditionalOnMissingBean({UserDetailsService.class, AuthenticationProvider.class, AuthenticationManager.class})
  IdentityLogIn identityLogIn(Identity identity) {
    return new IdentityLogIn(identity);
  }

  @Bean
  PasswordController identityPasswordController(Identity identity) {
    return new PasswordController(identity);
  }

  @Bean
  ActingController identityActingController(
      Identity identity, LoggedIn loggedIn, TenantStore tenants, PartywallSettings settings, ActingSessions sessions) {
    return new ActingController(identity, loggedIn, tenants, settings.idKind(), sessions);
  }

  @Bean
  ActingSessions identityActingSessions(ObjectProvider<ActingSessions.Tokens> tokens) {
    return new ActingSessions(tokens.getIfAvailable(() -> ActingSessions.Tokens.NONE));
  }

  @Bean
  FilterRegistrationBean<Filter> identityActingFilter(
      Identity identity, LoggedIn loggedIn, ActingSessions sessions, Environment environment) {
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(new ActingFilter(identity, loggedIn, sessions));
    registration.setName("partywallActingFilter");
    registration.setOrder(
        environment.getProperty("spring.security.filter.order", Integer.class, SECURITY_FILTER_ORDER) + AFTER_TENANCY);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
    registration.setAsyncSupported(true);
    return registration;
  }

  /** Only with the classes for tokens, and if they are wanted. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({NimbusJwtEncoder.class, InvalidBearerTokenException.class})
  @ConditionalOnBooleanProperty("partywall.identity.token.enabled")
  static class Tokens {

    @Bean
    IdentityTokens identityTokens(IdentityProperties settings, PartywallSettings partywall, LoggedIn loggedIn) {
      return new IdentityTokens(settings.token(), partywall.idKind(), loggedIn);
    }

    @Bean
    TokenController identityTokenController(Identity identity, IdentityTokens tokens) {
      return new TokenController(identity, tokens);
    }

    @Bean
    BearerTokens identityBearerTokens(IdentityTokens tokens) {
      return new BearerTokens(tokens);
    }

    @Bean
    ActingSessions.Tokens identityActingTokens(IdentityTokens tokens) {
      return new ActingTokens(tokens);
    }
  }

  /** What is asked for without a log-in comes first; all else only if the application has no chain of its own. */
  @Configuration(proxyBeanMethods = false)
  static class Chains {

    @Bean
    @ConditionalOnMissingBean(SecurityFilterChain.class)
    SecurityFilterChain identityDefaultChain(
        HttpSecurity http, IdentityProperties settings, ObjectProvider<TokenAuthentication> tokens, Environment env) {
      return new IdentityChains(http).everything(settings.path(), tokens.getIfAvailable(), env);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 100)
    SecurityFilterChain identityOpenChain(HttpSecurity http, IdentityProperties settings) {
      return new IdentityChains(http).open(settings.path());
    }
  }
}
