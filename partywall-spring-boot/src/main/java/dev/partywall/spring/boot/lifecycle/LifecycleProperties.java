package dev.partywall.spring.boot.lifecycle;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tenants of the registry are made and removed.
 *
 * @param prefix What names of tenants' databases and schemas begin with; a number follows.
 * @param servers The datasource sets on whose servers databases are prepared for isolated tenants.
 * @param prepared How many databases are kept prepared on the servers of each of these sets.
 * @param keepDeleted How long a deleted tenant can be restored.
 * @param look How often it is looked for work whose process has ended, tenants to purge and databases to prepare.
 * @param parallel How many tenants this process makes or purges at a time.
 * @param lookAgain How long after a purge shared tables are looked at once more.
 * @param stopTimeout How long steps may go on when the application ends.
 */
@ConfigurationProperties("partywall.lifecycle")
public record LifecycleProperties(
    @DefaultValue("partywall_") String prefix,
    @DefaultValue Set<String> servers,
    @DefaultValue("2") int prepared,
    @DefaultValue("30d") Duration keepDeleted,
    @DefaultValue("5s") Duration look,
    @DefaultValue("4") int parallel,
    @DefaultValue("10m") Duration lookAgain,
    @DefaultValue("20s") Duration stopTimeout) {}
