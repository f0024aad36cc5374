package dev.partywall.spring.boot.web;

import dev.partywall.core.TenantStore;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.resolve.ResolutionSettings.Fallback;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.core.resolve.TenantResolver;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.SettingsGroup;
import dev.partywall.spring.boot.SingleTenant;
import dev.partywall.spring.boot.async.PartywallAsyncAutoConfiguration;
import dev.partywall.spring.boot.async.ScopeBinder;
import dev.partywall.spring.boot.sessions.CallerSessions;
import dev.partywall.spring.boot.sessions.PartywallSessionsAutoConfiguration;
import io.micrometer.observation.ObservationFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.catalina.startup.Tomcat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.DispatcherServlet;

/** Resolves the tenant of each request and binds it, or answers with a problem. */
@AutoConfiguration(
    after = {
      PartywallAutoConfiguration.class,
      PartywallAsyncAutoConfiguration.class,
      PartywallSessionsAutoConfiguration.class
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@EnableConfigurationProperties({ResolveProperties.class, ObservationProperties.class, WebProperties.class})
public final class PartywallWebAutoConfiguration {

  private static final int SECURITY_FILTER_ORDER = -100;
  private static final int DISTANCE = 5;

  @Bean
  ResolveReader resolveReader(Environment environment) {
    return ResolveReader.of(environment);
  }

  @Bean
  static SettingsGroup resolveSettings() {
    return new SettingsGroup("resolve", ResolveProperties.class);
  }

  @Bean
  static SettingsGroup observationSettings() {
    return new SettingsGroup("observation", ObservationProperties.class);
  }

  @Bean
  static SettingsGroup webSettings() {
    return new SettingsGroup("web", WebProperties.class);
  }

  @Bean
  ConfigurationCheck resolveCheck(ResolveReader reader) {
    return reader::problems;
  }

  @Bean
  @ConditionalOnMissingBean
  ActingPolicy actingPolicy(ResolveProperties properties) {
    return Optional.ofNullable(properties.claim().actingAuthority())
        .map(ActingPolicy::havingAuthority)
        .orElseGet(ActingPolicy::never);
  }

  @Bean
  @ConditionalOnMissingBean
  TenantResolution tenantResolution(
      ResolveReader reader,
      TenantStore tenants,
      ObjectProvider<TenantResolver> custom,
      ActingPolicy acting,
      Optional<SingleTenant> single) {
    return single
        .map(one -> TenantResolution.always(one.tenant()))
        .orElseGet(() -> TenantResolution.of(reader.settings(), tenants, custom.orderedStream().toList(), acting));
  }

  @Bean
  RequestTenancy requestTenancy(
      TenantResolution resolution,
      ResolveReader reader,
      ObjectProvider<HostPaths> hostPaths,
      ObjectProvider<CallerSource> callers,
      ObjectProvider<CallerCheck> checks) {
    return new RequestTenancy(
        resolution,
        hostPaths.stream().reduce(reader.paths(), PathRules::with, (some, _) -> some),
        callers.getIfAvailable(() -> request -> Optional.empty()),
        checks.orderedStream().toList(),
        reader.settings().fallback() == Fallback.HOST_USERS);
  }

  @Bean
  @ConditionalOnMissingBean
  RefusalHandler refusalHandler() {
    return RefusalHandler.problemDetails();
  }

  @Bean
  RequestScopes requestScopes(ScopeBinder binder, CallerSessions sessions, WebProperties properties) {
    return new RequestScopes(binder, sessions, properties.intentByMethod());
  }

  @Bean
  FilterRegistrationBean<Filter> tenancyFilter(
      RequestTenancy tenancy, RequestScopes scopes, RefusalHandler refusals, Environment environment) {
    return registration(
        new TenancyFilter(tenancy, scopes, refusals),
        "partywallTenancyFilter",
        securityFilterOrder(environment) + DISTANCE,
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
  }

  @Bean
  @ConditionalOnBean(CallerSource.class)
  FilterRegistrationBean<Filter> beforeLoginFilter(
      RequestTenancy tenancy, RequestScopes scopes, Environment environment) {
    return registration(
        new BeforeLoginFilter(tenancy, scopes),
        "partywallBeforeLoginFilter",
        securityFilterOrder(environment) - DISTANCE,
        EnumSet.of(DispatcherType.REQUEST));
  }

  @Bean
  ProblemAdvice problemAdvice() {
    return new ProblemAdvice();
  }

  private static FilterRegistrationBean<Filter> registration(
      Filter filter, String name, int order, EnumSet<DispatcherType> dispatches) {
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
    registration.setName(name);
    registration.setOrder(order);
    registration.setDispatcherTypes(dispatches);
    registration.setAsyncSupported(true);
    return registration;
  }

  private static int securityFilterOrder(Environment environment) {
    return environment.getProperty("spring.security.filter.order", Integer.class, SECURITY_FILTER_ORDER);
  }

  /** Only on Tomcat. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Tomcat.class, ConfigurableTomcatWebServerFactory.class})
  static class OnTomcat {

    @Bean
    TomcatPeer.Customizer tomcatPeer() {
      return new TomcatPeer.Customizer();
    }
  }

  /** Only where requests are observed. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ObservationFilter.class, ServerRequestObservationContext.class})
  static class Observations {

    @Bean
    ObservationFilter tenancyObservationFilter(ObservationProperties properties) {
      return new TenancyObservationFilter(properties.tenantOnMetrics());
    }
  }
}
