package dev.partywall.spring.boot.registry;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Tenants that are kept in the host's database.
 *
 * @param enabled Whether tenants are kept in the host's database, beside those of the configuration.
 * @param poll How often it is looked whether something changed, for changes that nobody told of.
 * @param lease How long tenants are served after the host's database was heard of last.
 * @param negativeTtl How long it is not asked again for a name, an id or a domain that there was not.
 * @param reserved Names that no tenant of the registry may have.
 * @param startWithoutDatabase Whether the application starts although the host's database does not answer. Only
 *     configured tenants are served then before it does.
 */
@ConfigurationProperties("partywall.registry")
public record RegistryProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("5s") Duration poll,
    @DefaultValue("5m") Duration lease,
    @DefaultValue("5s") Duration negativeTtl,
    @DefaultValue({"www", "api", "admin", "host"}) Set<String> reserved,
    @DefaultValue("false") boolean startWithoutDatabase) {}
