package dev.partywall.spring.boot.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What observations of requests say of whom they were for.
 *
 * @param tenantOnMetrics Whether the tenant's name is on metrics, too, and not on traces only. One series for each
 *     tenant.
 */
@ConfigurationProperties("partywall.observation")
public record ObservationProperties(@DefaultValue("false") boolean tenantOnMetrics) {}
