package dev.partywall.spring.boot.host;

import dev.partywall.fleet.Tenants;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SettingsGroup;
import dev.partywall.spring.boot.security.PartywallSecurityAutoConfiguration;
import dev.partywall.spring.boot.web.CallerSource;
import dev.partywall.spring.boot.web.HostPaths;
import dev.partywall.spring.boot.web.PartywallWebAutoConfiguration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The host's API, where it is switched on. */
@AutoConfiguration(
    after = {PartywallAutoConfiguration.class, PartywallSecurityAutoConfiguration.class},
    before = PartywallWebAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Tenants.class, DispatcherServlet.class, JsonMapper.class})
@EnableConfigurationProperties(HostApiProperties.class)
public final class PartywallHostApiAutoConfiguration {

  @Bean
  static SettingsGroup hostApiSettings() {
    return new SettingsGroup("host-api", HostApiProperties.class);
  }

  @Bean
  static ConfigurationCheck hostApiCheck(Environment environment, ListableBeanFactory beans) {
    return new HostApiCheck(environment, beans);
  }

  /** Only where it is wanted. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty("partywall.host-api.enabled")
  static class Enabled {

    @Bean
    HostPaths hostApiPaths(HostApiProperties properties) {
      return new HostPaths(List.of(HostApi.BASE, HostApi.BASE + "/**"), properties.unprotected());
    }

    @Bean
    TenantRequests tenantRequests(PartywallSettings settings) {
      return new TenantRequests(
          settings.idKind(),
          settings.datasources().stream().map(DatasourceSet::name).collect(Collectors.toUnmodifiableSet()));
    }

    @Bean
    TenantsController hostApiTenants(Tenants tenants, TenantRequests requests) {
      return new TenantsController(tenants, requests);
    }

    @Bean
    ProgressStreams hostApiProgress(Tenants tenants) {
      return new ProgressStreams(tenants);
    }

    @Bean
    OperationsController hostApiOperations(Tenants tenants, ProgressStreams streams) {
      return new OperationsController(tenants, streams);
    }

    @Bean
    AuditController hostApiAudit(Tenants tenants, TenantRequests requests) {
      return new AuditController(tenants, requests);
    }

    @Bean
    DescriptionController hostApiDescription() {
      return new DescriptionController();
    }

    @Bean
    Errors hostApiErrors() {
      return new Errors();
    }

    @Bean
    WebMvcConfigurer hostApiAccess(HostApiProperties properties, ObjectProvider<CallerSource> callers) {
      Access access = new Access(properties.authorities(), properties.unprotected() ? null : callers.getObject());
      return new WebMvcConfigurer() {
        @Override
        public void addInterceptors(InterceptorRegistry registry) {
          registry.addInterceptor(access).addPathPatterns(HostApi.BASE + "/**");
        }
      };
    }
  }
}
