package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A process of the application ends in the middle of a job, as by {@code kill -9}. */
class CrashTest extends JobsFixture {

  CrashTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    super(main, own);
  }

  @Test
  void aJobWhoseProcessWasKilledRunsAgain() throws Exception {
    Job<String> slow = note("slow");
    TenantJobs jobs = jobs(b -> b.job(slow));
    Tenancy.of(acme).run(() -> jobs.schedule(slow, "again"));
    Process other = start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.equals("running again")) {
        line = lines.readLine();
      }
      assertThat(line).isEqualTo("running again");
      other.destroyForcibly().waitFor();
      assertThat(number(main, "select count(*) from partywall.scheduled_tasks where picked")).isEqualTo(1);
      jobs.start();
      await("acme again");
      Tasks.await("it is gone", () -> jobs.states().isEmpty());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aJobThatKillsItsProcessEachTimeIsKeptAsFailed() {
    Job<String> slow = note("slow").withRetry(Tasks.AT_ONCE);
    TenantJobs jobs = jobs(b -> b.job(slow));
    Tenancy.of(acme).run(() -> jobs.schedule(slow, "x"));
    main.execute(
        "update partywall.scheduled_tasks set picked = true, picked_by = 'it', last_heartbeat = now() - interval '1 h',"
            + " consecutive_failures = 2");
    jobs.start();
    Tasks.await("it has failed", () -> jobs.failed(10).size() == 1);
    assertThat(jobs.failed(10).getFirst().problem()).hasValue("The process it ended while the job ran");
    assertThat(log).isEmpty();
  }

  @Test
  void aJobThatRunsLongIsNotTakenForDead() {
    AtomicInteger runs = new AtomicInteger();
    Job<String> slow =
        Job.of(
            "slow",
            (_, _) -> {
              runs.incrementAndGet();
              Tasks.pause(2_500); // more than twice of what a dead one is given
              log.add("done");
            });
    TenantJobs one = jobs(b -> b.job(slow));
    TenantJobs two = jobs(b -> b.job(slow));
    Tenancy.of(acme).run(() -> one.schedule(slow, "x"));
    one.start();
    two.start();
    await("done");
    Tasks.await("it is gone", () -> one.states().isEmpty());
    assertThat(runs).hasValue(1);
  }

  @Test
  void jobsOfATenantsOwnDatabaseAreFoundByAProcessThatDidNotScheduleThem() {
    Job<String> note = note("note");
    TenantJobs before = jobs(b -> b.job(note));
    Tenancy.of(initech).run(() -> before.schedule(note, "found"));
    before.close();
    TenantJobs after = jobs(b -> b.job(note));
    after.start();
    await("initech found");
    assertThat(after.running()).containsExactlyInAnyOrder(Tasks.set("main"), Tasks.set("own"));
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                main.jdbcUrl(),
                main.username(),
                main.password()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The other process, which runs the job until it is killed. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] arguments) throws InterruptedException {
      Tasks.Store store = new Tasks.Store();
      store.put(Tenant.of(1, "acme"));
      Job<String> slow =
          Job.of(
              "slow",
              (text, _) -> {
                System.out.println("running " + text);
                Thread.sleep(Duration.ofMinutes(1));
              });
      try (TenantDataSource door =
              TenantDataSource.builder()
                  .datasource("main", PoolSettings.of(arguments[0], arguments[1], arguments[2]))
                  .build();
          TenantJobs jobs = TenantJobs.builder(door).tenants(store).job(slow).settings(Tasks.QUICK).build()) {
        jobs.start();
        Thread.sleep(Duration.ofMinutes(1));
      }
    }
  }
}
