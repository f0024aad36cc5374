package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.identity.Identity;
import dev.partywall.identity.IdentityAudit;
import dev.partywall.identity.IdentityTables;
import dev.partywall.identity.LogIns;
import dev.partywall.identity.PasswordRules;
import dev.partywall.identity.PermissionDefinition;
import dev.partywall.identity.Permissions;
import dev.partywall.identity.Roles;
import dev.partywall.identity.Side;
import dev.partywall.identity.Users;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.SettingsGroup;
import dev.partywall.spring.boot.SingleTenant;
import dev.partywall.spring.boot.migration.DatabaseStep;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.ClassUtils;

/** Users, roles and permissions, their tables in each database, and first administrators. */
@AutoConfiguration(after = PartywallAutoConfiguration.class)
@ConditionalOnClass(Identity.class)
@EnableConfigurationProperties(IdentityProperties.class)
public final class PartywallIdentityAutoConfiguration {

  /** Of the host's own operations. */
  private static final List<PermissionDefinition> HOST_PERMISSIONS =
      List.of(
          new PermissionDefinition("tenants.read", Side.HOST, "See tenants"),
          new PermissionDefinition("tenants.write", Side.HOST, "Make and change tenants"),
          new PermissionDefinition("tenants.purge", Side.HOST, "Remove tenants' data for good"),
          new PermissionDefinition("tenants.act", Side.HOST, "Act in tenants"));

  private static final String TOKENS =
      "org.springframework.security.oauth2.server.resource.InvalidBearerTokenException";

  @Bean
  static SettingsGroup identitySettings() {
    return new SettingsGroup("identity", IdentityProperties.class);
  }

  @Bean
  static ConfigurationCheck identityCheck(Environment environment) {
    return new IdentityCheck(
        environment, ClassUtils.isPresent(TOKENS, PartywallIdentityAutoConfiguration.class.getClassLoader()));
  }

  /** Unless it is switched off. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBooleanProperty(name = "partywall.identity.enabled", matchIfMissing = true)
  @ConditionalOnBean(TenantDataSource.class)
  static class Enabled {

    @Bean
    DatabaseStep identityTables(PartywallSettings settings) {
      return new UserTables(new IdentityTables(settings.discriminator(), settings.idKind()));
    }

    @Bean
    @ConditionalOnMissingBean
    Identity partywallIdentity(
        TenantDataSource door,
        IdentityProperties settings,
        ObjectProvider<PermissionDefinition> permissions,
        ObjectProvider<PasswordEncoder> encoders,
        ObjectProvider<IdentityAudit> audits,
        ObjectProvider<Clock> clocks) {
      IdentityProperties.Lockout lockout = settings.lockout();
      Identity.Builder identity =
          Identity.builder(door)
              .connections(new TransactionAwareDataSourceProxy(door))
              .permissions(Stream.concat(HOST_PERMISSIONS.stream(), permissions.orderedStream()).toList())
              .passwords(new PasswordRules(settings.password().minimum(), settings.password().nameAllowed()))
              .lockout(
                  new dev.partywall.identity.Lockout(
                      lockout.failures(), lockout.within(), lockout.first(), lockout.longest()))
              .delay(settings.delay())
              .longestActing(settings.acting().longest())
              .audit(event -> audits.orderedStream().forEach(audit -> audit.happened(event)));
      encoders.ifUnique(identity::encoder);
      clocks.ifUnique(identity::clock);
      return identity.build();
    }

    @Bean
    IdentityAudit identityLog() {
      return IdentityAudit.toLog();
    }

    @Bean
    Users partywallUsers(Identity identity) {
      return identity.users();
    }

    @Bean
    Roles partywallRoles(Identity identity) {
      return identity.roles();
    }

    @Bean
    Permissions partywallPermissions(Identity identity) {
      return identity.permissions();
    }

    @Bean
    LogIns partywallLogIns(Identity identity) {
      return identity.logIns();
    }

    @Bean
    @ConditionalOnMissingBean
    OneTimePasswords oneTimePasswords() {
      return OneTimePasswords.toLog();
    }

    @Bean
    Administrators partywallAdministrators(Identity identity, OneTimePasswords oneTime) {
      return new Administrators(identity, oneTime);
    }

    @Bean
    FirstUsers partywallFirstUsers(
        IdentityProperties settings,
        Administrators administrators,
        PartywallSettings partywall,
        Optional<SingleTenant> single) {
      List<Tenancy> everybody =
          single
              .map(one -> List.of(one.tenancy()))
              .orElseGet(
                  () ->
                      Stream.concat(Stream.of(Tenancy.host()), partywall.tenants().tenants().map(Tenancy::of))
                          .toList());
      return new FirstUsers(settings, administrators, everybody);
    }
  }

  private record UserTables(IdentityTables tables) implements DatabaseStep {

    @Override
    public String fingerprint() {
      return tables.fingerprint();
    }

    @Override
    public void apply(PhysicalDatabase database) {
      tables.apply(database);
    }
  }
}
