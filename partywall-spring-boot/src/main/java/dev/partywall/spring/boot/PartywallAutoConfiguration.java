package dev.partywall.spring.boot;

import dev.partywall.core.TenantStore;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.core.store.ConfiguredTenantStore;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.door.TenantDataSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Makes the door the application's data source, and finds tenants in the configuration. */
@AutoConfiguration(
    before = {
      DataSourceAutoConfiguration.class,
      JndiDataSourceAutoConfiguration.class,
      XADataSourceAutoConfiguration.class
    })
@EnableConfigurationProperties(DataSourceProperties.class)
public final class PartywallAutoConfiguration {

  /** The beans that find the tenants of the configuration and of the registry. */
  public static final Set<String> TENANT_STORES =
      Set.of("configuredTenantStore", "partywallRegistry", "partywallTenantStore");

  private static final String ENABLED = "partywall.enabled";

  @Bean
  static OtherDataSources otherDataSources() {
    return new OtherDataSources();
  }

  @Bean
  static Presets presets(ConfigurableEnvironment environment) {
    return new Presets(environment);
  }

  @Bean
  static ConfigurationCheck unknownSettingsCheck(Environment environment, ObjectProvider<SettingsGroup> groups) {
    return new UnknownSettingsCheck(environment, groups.stream().toList());
  }

  @Bean
  @ConditionalOnBooleanProperty(name = ENABLED, havingValue = false)
  SingleTenant singleTenant(PartywallSettings settings) {
    return SingleTenant.of(settings.idKind());
  }

  @Bean
  PartywallSettings partywallSettings(
      Environment environment,
      DataSourceProperties standard,
      ObjectProvider<JdbcConnectionDetails> connection,
      ObjectProvider<ConfigurationCheck> checks,
      ListableBeanFactory beans) {
    List<String> stores = List.of(beans.getBeanNamesForType(TenantStore.class, true, false));
    return new SettingsReader(environment)
        .adding(checks.orderedStream().flatMap(check -> check.problems().stream()).toList())
        .read(
            StandardDatasource.of(connection.getIfUnique(), standard, environment),
            !TENANT_STORES.containsAll(stores),
            name -> selector(beans, name));
  }

  private static Optional<NodeSelector> selector(ListableBeanFactory beans, String name) {
    return beans.containsBean(name) && beans.isTypeMatch(name, NodeSelector.class)
        ? Optional.of(beans.getBean(name, NodeSelector.class))
        : Optional.empty();
  }

  @Bean
  @ConditionalOnMissingBean(TenantStore.class)
  ConfiguredTenantStore configuredTenantStore(PartywallSettings settings) {
    return settings.tenants();
  }

  @Bean
  UnstoredTokens unstoredTokens() {
    return new UnstoredTokens();
  }

  @Bean
  @Primary
  @ConditionalOnMissingBean
  TenantDataSource tenantDataSource(
      PartywallSettings settings,
      Optional<SingleTenant> single,
      Optional<TokenStore> tokens,
      UnstoredTokens unstored,
      ObjectProvider<DoorListener> listeners) {
    TenantDataSource.Builder door =
        TenantDataSource.builder()
            .discriminator(settings.discriminator())
            .hostDatasource(settings.host())
            .budget(settings.budget())
            .policy(settings.policy())
            .mode(settings.mode())
            .allowedStatements(settings.allowedStatements())
            .span(settings.span())
            .monotonicReads(settings.sessions().monotonicReads())
            .listener(new DoorListeners(listeners.orderedStream().toList()));
    settings.datasources().forEach(door::datasource);
    settings.rowSecurity().ifPresent(door::rowSecurity);
    tokens.map(unstored::watching).ifPresent(door::tokenStore);
    single.ifPresent(tenant -> door.defaultTenancy(tenant.tenancy()));
    return door.build();
  }
}
