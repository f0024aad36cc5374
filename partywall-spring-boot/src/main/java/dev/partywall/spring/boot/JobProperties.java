package dev.partywall.spring.boot;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Durable jobs.
 *
 * @param run Whether this process runs jobs; otherwise it only schedules them.
 * @param threads How many jobs of a database run at a time in this process.
 * @param tenantShare How many jobs of one tenant run at a time in all processes.
 * @param tenantLimit How many jobs of one tenant can wait, those that failed included.
 * @param totalLimit How many jobs can wait in one database.
 * @param poll How often a database is asked for what is due.
 * @param heartbeat How often a running job is said to run; after four times that without, it runs again.
 * @param unserved What becomes of jobs of tenants that are not there.
 * @param hold How long jobs of a suspended or missing tenant wait before it is looked at again.
 * @param look How often databases are looked at in which nothing was to do.
 * @param keepFailed How long failed jobs are kept.
 * @param stopTimeout How long running jobs may go on when the application ends.
 */
public record JobProperties(
    @DefaultValue("true") boolean run,
    @DefaultValue("10") int threads,
    @DefaultValue("4") int tenantShare,
    @DefaultValue("10000") int tenantLimit,
    @DefaultValue("1000000") int totalLimit,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("5s") Duration heartbeat,
    @DefaultValue("hold") Unserved unserved,
    @DefaultValue("30s") Duration hold,
    @DefaultValue("5m") Duration look,
    @DefaultValue("30d") Duration keepFailed,
    @DefaultValue("20s") Duration stopTimeout) {

  /** What becomes of jobs of tenants that are not there. */
  public enum Unserved {
    /** They wait. */
    HOLD,
    /** They are removed, and counted. */
    DROP
  }
}
