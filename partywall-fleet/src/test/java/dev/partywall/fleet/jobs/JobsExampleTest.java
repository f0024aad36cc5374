package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.fleet.jobs.TenantJobs.Scheduled;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The example of docs/jobs.md. */
class JobsExampleTest extends JobsFixture {

  JobsExampleTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    super(main, own);
  }

  /** What the example's jobs do. */
  private final class Mails {
    void send(String what) {
      log.add(Tenancy.current().label() + " " + what);
    }

    void send() {
      send("digest");
    }
  }

  @Test
  void theExampleWorks() {
    Mails reminders = new Mails();
    Mails digests = new Mails();
    ZoneId zone = ZoneOffset.UTC;

    Job<String> remind = Job.of("remind", (invoice, run) -> reminders.send(invoice));

    TenantJobs jobs =
        TenantJobs.builder(door)
            .tenants(store)
            .directory(store)
            .job(remind)
            .recurring(
                Recurring.forEachTenant(
                    "digest", Timetable.daily(zone, LocalTime.of(6, 0)), (none, run) -> digests.send()))
            .build();
    try (jobs) {
      jobs.start();

      Tenancy.of(acme).run(() -> jobs.schedule(remind, "4711", When.after(Duration.ofDays(14))));

      assertThat(Tenancy.of(acme).call(() -> jobs.list(10))).hasSize(1);
      Scheduled now = Tenancy.of(acme).call(() -> jobs.schedule(remind, "4712"));
      assertThat(now.isNew()).isTrue();
      await("acme 4712");
      // As if it were six o'clock.
      main.execute("update partywall.scheduled_tasks set execution_time = now() where task_name = 'digest'");
      await("acme digest", "globex digest", "initech digest");
    }
  }
}
