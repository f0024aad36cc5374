package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A tenant's queue is its own affair. */
class FairnessTest extends JobsFixture {

  FairnessTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    super(main, own);
  }

  @Test
  void aTenantWithTenThousandJobsDoesNotHoldUpOneWithOne() {
    AtomicInteger acmes = new AtomicInteger();
    AtomicInteger acmesBefore = new AtomicInteger(-1);
    CountDownLatch go = new CountDownLatch(1);
    Job<String> work =
        Job.of(
            "work",
            (_, _) -> {
              if (Tenancy.current().equals(Tenancy.of(acme))) {
                go.await();
                acmes.incrementAndGet();
              } else {
                acmesBefore.set(acmes.get());
              }
            });
    TenantJobs jobs = jobs(b -> b.job(work).settings(Tasks.QUICK.withThreads(4, 4)));
    Tenancy.of(acme).run(() -> jobs.schedule(work, "first"));
    pile(acme, 10_000);
    jobs.start();
    Tasks.await("acme runs", () -> count(JobState.RUNNING) == 4);
    Tenancy.of(globex).run(() -> jobs.schedule(work, "mine"));
    go.countDown();
    Tasks.await("globex' job has run", () -> acmesBefore.get() >= 0);
    assertThat(acmesBefore.get()).isLessThan(50);
  }

  @Test
  void manyLongQueuesDoNotHideAShortOne() {
    AtomicInteger others = new AtomicInteger();
    AtomicInteger othersBefore = new AtomicInteger(-1);
    Job<String> work =
        Job.of(
            "work",
            (_, _) -> {
              if (Tenancy.current().equals(Tenancy.of(globex))) {
                othersBefore.set(others.get());
              } else {
                others.incrementAndGet();
              }
            });
    TenantJobs jobs = jobs(b -> b.job(work).settings(Tasks.QUICK.withThreads(2, 2)));
    Tenancy.of(globex).run(() -> jobs.schedule(work, "mine"));
    for (int i = 0; i < 20; i++) {
      Tenant tenant = Tenant.of(100 + i, "t" + i);
      store.put(tenant);
      pile(tenant, 500);
    }
    main.execute("update partywall.scheduled_tasks set execution_time = now() where owner = 'b2'");
    jobs.start();
    Tasks.await("globex' job has run", () -> othersBefore.get() >= 0);
    assertThat(othersBefore.get()).isLessThan(200);
  }

  @Test
  void whoHasJobsForLaterCostsOthersNothing() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "x", When.after(Duration.ofHours(1))));
    main.execute(
        "insert into partywall.scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
            + " select 'note', 'b' || n || '/k', now() + interval '1 day', false, 1"
            + " from generate_series(1000, 4999) n");
    jobs.start();
    Tenancy.of(globex).run(() -> jobs.schedule(note, "y"));
    await("globex y");
  }

  @Test
  void aTenantHasItsShareOfWhatRunsInAllProcesses() {
    Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    Map<String, AtomicInteger> most = new ConcurrentHashMap<>();
    AtomicInteger runs = new AtomicInteger();
    Job<String> work =
        Job.of(
            "work",
            (_, _) -> {
              String whose = Tenancy.current().label();
              int now = running.computeIfAbsent(whose, _ -> new AtomicInteger()).incrementAndGet();
              most.computeIfAbsent(whose, _ -> new AtomicInteger()).accumulateAndGet(now, Math::max);
              Tasks.pause(5);
              running.get(whose).decrementAndGet();
              runs.incrementAndGet();
            });
    JobSettings settings = Tasks.QUICK.withThreads(8, 3);
    TenantJobs one = jobs(b -> b.job(work).settings(settings));
    TenantJobs two = jobs(b -> b.job(work).settings(settings));
    Tenancy.of(acme).run(() -> one.schedule(work, "first"));
    pile(acme, 200);
    pile(globex, 200);
    one.start();
    two.start();
    Tasks.await("all ran", () -> runs.get() >= 401 && one.states().isEmpty());
    assertThat(runs).hasValue(401);
    assertThat(most.values()).allSatisfy(m -> assertThat(m.get()).isBetween(2, 3));
  }

  @Test
  void jobsThatThisProcessDoesNotKnowAreLeftToOthers() {
    Job<String> known = note("known");
    TenantJobs jobs = jobs(b -> b.job(known));
    Tenancy.of(acme).run(() -> jobs.schedule(known, "first", When.after(Duration.ofHours(1))));
    main.execute(
        "insert into partywall.scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
            + " select 'unknown', 'b1/' || n, now() - interval '1 day', false, 1 from generate_series(1, 300) n");
    jobs.start();
    Tenancy.of(acme).run(() -> jobs.schedule(known, "x"));
    await("acme x");
    assertThat(
            number(main, "select count(*) from partywall.scheduled_tasks where task_name = 'unknown' and not picked"))
        .isEqualTo(300);
  }

  private long count(JobState state) {
    return state == JobState.RUNNING ? number(main, "select count(*) from partywall.scheduled_tasks where picked") : 0;
  }

  /** Jobs of a tenant that have been due for an hour, as copies of the first one. */
  private void pile(Tenant tenant, int count) {
    main.execute(
        "insert into partywall.scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)"
            + " select 'work', 'b"
            + tenant.id()
            + "/' || n, (select task_data from partywall.scheduled_tasks where task_name = 'work' limit 1),"
            + " now() - interval '1 hour', false, 1 from generate_series(1, "
            + count
            + ") n");
  }
}
