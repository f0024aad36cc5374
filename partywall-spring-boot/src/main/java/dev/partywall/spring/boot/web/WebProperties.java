package dev.partywall.spring.boot.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests use the nodes of datasource sets.
 *
 * @param intentByMethod Whether GET, HEAD, OPTIONS and TRACE are taken to read, and other methods to write.
 */
@ConfigurationProperties("partywall.web")
public record WebProperties(@DefaultValue("true") boolean intentByMethod) {}
