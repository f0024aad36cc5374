package dev.partywall.spring.boot.identity;

import dev.partywall.fleet.TenantSeeder;
import dev.partywall.fleet.registry.Registry;
import dev.partywall.identity.Identity;
import dev.partywall.identity.IdentityAudit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Gives new tenants an administrator, and the host's audit trail what its users do in tenants. */
@AutoConfiguration(
    after = PartywallIdentityAutoConfiguration.class,
    afterName = "dev.partywall.spring.boot.registry.PartywallRegistryAutoConfiguration")
@ConditionalOnClass({Identity.class, TenantSeeder.class})
@ConditionalOnBean(Identity.class)
public final class PartywallIdentityFleetAutoConfiguration {

  @Bean
  @Order(0)
  TenantSeeder administratorSeeder(IdentityProperties settings, Administrators administrators) {
    return new AdministratorSeeder(administrators, settings.initialPassword());
  }

  @Bean
  @ConditionalOnBean(Registry.class)
  IdentityAudit registryAudit(Registry registry) {
    return new RegistryAudit(registry);
  }
}
