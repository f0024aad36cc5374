package dev.partywall.spring.boot.async;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How scopes cross threads.
 *
 * @param executors Whether the application's own executor beans run tasks in the scope of the code that handed them
 *     over.
 * @param excludedExecutors Names of executor beans that are left alone.
 */
@ConfigurationProperties("partywall.async")
public record AsyncProperties(@DefaultValue("true") boolean executors, @DefaultValue Set<String> excludedExecutors) {}
