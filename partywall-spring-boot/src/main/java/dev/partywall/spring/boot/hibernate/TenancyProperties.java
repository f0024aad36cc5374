package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.cfg.SessionEventSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;

/** Sets the Hibernate properties by which sessions know their tenancy, and refuses those that would undo it. */
final class TenancyProperties implements HibernatePropertiesCustomizer {

  private static final String CACHE_KEYS_FACTORY = "hibernate.cache.keys_factory";
  private static final String PREFIX = "spring.jpa.properties.";

  private final TenantIdentifiers identifiers;
  private final boolean single;

  /**
   * @param readers whether there are databases with readers, which may lag
   */
  TenancyProperties(String discriminator, TenantId.Kind kind, @Nullable Tenancy fallback, boolean readers) {
    this.identifiers = new TenantIdentifiers(discriminator, kind, fallback, readers);
    this.single = fallback != null;
  }

  @Override
  public void customize(Map<String, Object> properties) {
    ConfigurationException.throwIfAny(problems(properties));
    properties.put(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, identifiers);
    if (identifiers.readers()) {
      SharedCacheFilling.forbid(properties);
    }
    if (!single) {
      properties.put(SessionEventSettings.AUTO_SESSION_EVENTS_LISTENER, TenancySessionListener.class.getName());
    }
  }

  private List<ConfigurationProblem> problems(Map<String, Object> properties) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    refuse(
        problems,
        properties,
        MultiTenancySettings.MULTI_TENANT_CONNECTION_PROVIDER,
        "connections would not come from the door");
    refuse(
        problems,
        properties,
        MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER,
        "Partywall says for whom a session is");
    if (!single) {
      refuse(
          problems,
          properties,
          SessionEventSettings.AUTO_SESSION_EVENTS_LISTENER,
          "Partywall's check of sessions has this place");
    }
    Object keys = properties.get(CACHE_KEYS_FACTORY);
    if (keys != null && !keys.equals("default")) {
      problems.add(
          new ConfigurationProblem(
              PREFIX + CACHE_KEYS_FACTORY,
              "'" + keys + "' may make cache keys without the tenant",
              "Remove it, so that the keys of Hibernate's second-level cache carry the tenant"));
    }
    return problems;
  }

  private static void refuse(
      List<ConfigurationProblem> problems, Map<String, Object> properties, String property, String why) {
    if (properties.containsKey(property)) {
      problems.add(new ConfigurationProblem(PREFIX + property, "it is set, but " + why, "Remove it"));
    }
  }
}
