package dev.partywall.spring.boot.jobs;

import dev.partywall.fleet.jobs.JobSettings;
import dev.partywall.fleet.jobs.JobSettings.Unserved;
import dev.partywall.spring.boot.JobProperties;

/** The settings of jobs, as their module knows them. */
final class Settings {

  private Settings() {}

  static JobSettings of(JobProperties jobs) {
    return new JobSettings(
        jobs.threads(),
        jobs.tenantShare(),
        jobs.tenantLimit(),
        jobs.totalLimit(),
        jobs.poll(),
        jobs.heartbeat(),
        jobs.unserved() == JobProperties.Unserved.DROP ? Unserved.DROP : Unserved.HOLD,
        jobs.hold(),
        jobs.look(),
        jobs.keepFailed(),
        jobs.stopTimeout());
  }
}
