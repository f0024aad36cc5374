package dev.partywall.spring.boot.settings;

import dev.partywall.core.settings.Settings;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads settings for whom the current work is for. */
@AutoConfiguration(
    after = PartywallAutoConfiguration.class,
    afterName = "dev.partywall.spring.boot.registry.PartywallRegistryAutoConfiguration")
public final class PartywallSettingsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Settings tenantSettings(ConfigurableEnvironment environment, ObjectProvider<HostSettings> host) {
    return new BoundSettings(environment, host.getIfAvailable(() -> Map::of));
  }
}
