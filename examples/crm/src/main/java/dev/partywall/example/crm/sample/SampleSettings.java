package dev.partywall.example.crm.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sample data.
 *
 * @param enabled whether tenants without data get a slice of TPC-H when the application starts
 * @param scaleFactor of TPC-H; the tenants share it
 */
@ConfigurationProperties("crm.sample")
record SampleSettings(@DefaultValue("false") boolean enabled, @DefaultValue("0.02") double scaleFactor) {}
