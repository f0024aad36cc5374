package dev.partywall.spring.boot.async;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the log's mapped diagnostic context says of whom the work is for.
 *
 * @param enabled Whether anything is put there.
 * @param tenantKey Key of the tenant's name, or "host" for the host.
 * @param user Whether the user's id is put there, too.
 * @param userKey Key of the user's id.
 */
@ConfigurationProperties("partywall.mdc")
public record MdcProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("tenant") String tenantKey,
    @DefaultValue("false") boolean user,
    @DefaultValue("user") String userKey) {}
