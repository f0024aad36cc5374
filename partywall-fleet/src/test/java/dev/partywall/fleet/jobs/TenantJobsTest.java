package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Position;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantStatus;
import dev.partywall.fleet.jobs.TenantJobs.Scheduled;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TenantJobsTest extends JobsFixture {

  TenantJobsTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    super(main, own);
  }

  @Test
  void aJobRunsUnderTheTenancyThatItWasScheduledIn() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    jobs.start();
    Tenancy.of(acme).run(() -> jobs.schedule(note, "one"));
    Tenancy.of(initech).run(() -> jobs.schedule(note, "two"));
    Tenancy.host().run(() -> jobs.schedule(note, "three"));
    await("acme one", "initech two", "host three");
    Tasks.await("all are gone", () -> jobs.states().isEmpty());
  }

  @Test
  void aJobIsStoredInTheDatabaseOfItsTenant() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    assertThat(Tenancy.of(initech).call(() -> jobs.schedule(note, "x")).id().set()).isEqualTo(Tasks.set("own"));
    assertThat(number(own, "select count(*) from partywall.scheduled_tasks")).isEqualTo(1);
    assertThat(number(main, "select count(*) from pg_namespace where nspname = 'partywall'")).isZero();
  }

  @Test
  void aJobNeedsATenancyAndItsRegistration() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    assertThatThrownBy(() -> jobs.schedule(note, "x")).isInstanceOf(NoTenancyException.class);
    assertThatThrownBy(() -> Tenancy.of(acme).run(() -> jobs.schedule(note("other"), "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no job 'other'");
    assertThatThrownBy(() -> Tenancy.across("test", List.of(acme, globex)).run(() -> jobs.schedule(note, "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("one tenant or the host");
    assertThatThrownBy(() -> jobs(b -> b.job(note).job(note("note")))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aJobIsCommittedWithTheTransactionThatScheduledIt() throws Exception {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    jobs.start();
    transaction(
        Tenancy.of(acme),
        true,
        c -> {
          update(c, "insert into note (text) values ('kept')");
          jobs.schedule(note, "kept");
          assertThat(number(main, "select count(*) from partywall.scheduled_tasks")).isZero();
        });
    await("acme kept");
    assertThat(number(main, "select count(*) from note")).isEqualTo(1);
  }

  @Test
  void aJobIsRolledBackWithTheTransactionThatScheduledIt() throws Exception {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    jobs.start();
    transaction(
        Tenancy.of(acme),
        false,
        c -> {
          update(c, "insert into note (text) values ('lost')");
          jobs.schedule(note, "lost");
        });
    Tenancy.of(acme).run(() -> jobs.schedule(note, "after"));
    await("acme after");
    assertThat(log).containsExactly("acme after");
    assertThat(number(main, "select count(*) from note")).isZero();
  }

  @Test
  void aKeyMakesThatThereIsOneJobOfItUntilItHasFinished() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    When once = When.now().onceFor("order 7");
    assertThat(Tenancy.of(acme).call(() -> jobs.schedule(note, "first", once)).isNew()).isTrue();
    assertThat(Tenancy.of(acme).call(() -> jobs.schedule(note, "second", once)).isNew()).isFalse();
    assertThat(Tenancy.of(globex).call(() -> jobs.schedule(note, "other", once)).isNew()).isTrue();
    jobs.start();
    await("acme first", "globex other");
    Tasks.await("they are gone", () -> jobs.states().isEmpty());
    assertThat(Tenancy.of(acme).call(() -> jobs.schedule(note, "third", once)).isNew()).isTrue();
    await("acme third");
    assertThat(log).doesNotContain("acme second");
  }

  @Test
  void aJobWaitsForItsTime() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "later", When.after(Duration.ofHours(1))));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "tomorrow", When.at(Instant.now().plus(Duration.ofDays(1)))));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "soon", When.after(Duration.ofMillis(100))));
    jobs.start();
    await("acme soon");
    assertThat(log).containsExactly("acme soon");
    assertThat(jobs.states()).contains(new JobCount(Tasks.set("main"), "1", JobState.SCHEDULED, 2));
  }

  @Test
  void aFailingJobIsRunAgainAndThenKept() {
    AtomicInteger runs = new AtomicInteger();
    Map<Integer, String> attempts = new ConcurrentHashMap<>();
    Job<String> failing =
        Job.of(
                "failing",
                (text, run) -> {
                  attempts.put(run.attempt(), text);
                  if (runs.incrementAndGet() <= 3) {
                    throw new IllegalStateException("not yet: " + text);
                  }
                  log.add("done");
                })
            .withRetry(Tasks.AT_ONCE);
    TenantJobs jobs = jobs(b -> b.job(failing));
    jobs.start();
    Scheduled scheduled = Tenancy.of(acme).call(() -> jobs.schedule(failing, "x"));
    Tasks.await("it has failed", () -> jobs.failed(10).size() == 1);
    assertThat(attempts).containsOnlyKeys(1, 2, 3);
    JobInfo kept = jobs.failed(10).getFirst();
    assertThat(kept.id()).isEqualTo(scheduled.id());
    assertThat(kept.owner()).isEqualTo("1");
    assertThat(kept.state()).isEqualTo(JobState.FAILED);
    assertThat(kept.failures()).isEqualTo(3);
    assertThat(kept.problem()).hasValueSatisfying(p -> assertThat(p).contains("not yet: x"));
    assertThat(kept.due()).isEmpty();

    assertThat(Tenancy.of(globex).call(() -> jobs.retry(scheduled.id()))).isFalse();
    assertThat(Tenancy.of(acme).call(() -> jobs.retry(scheduled.id()))).isTrue();
    await("done");
    Tasks.await("it is gone", () -> jobs.states().isEmpty());
  }

  @Test
  void anErrorIsAFailureToo() {
    Job<String> failing =
        Job.of(
                "failing",
                (_, _) -> {
                  throw new StackOverflowError("deep");
                })
            .withRetry(Retry.NEVER);
    TenantJobs jobs = jobs(b -> b.job(failing));
    jobs.start();
    Tenancy.of(acme).run(() -> jobs.schedule(failing, "x"));
    Tasks.await("it has failed", () -> jobs.failed(10).size() == 1);
  }

  @Test
  void aTenantCannotPileUpJobsWithoutBound() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note).settings(Tasks.QUICK.withLimits(3, 100)));
    Tenancy.of(acme)
        .run(
            () -> {
              for (int i = 0; i < 3; i++) {
                jobs.schedule(note, "n");
              }
              assertThatThrownBy(() -> jobs.schedule(note, "n"))
                  .isInstanceOfSatisfying(
                      JobLimitException.class,
                      e -> {
                        assertThat(e.code()).isEqualTo("job-limit");
                        assertThat(e.whose()).isEqualTo("acme");
                        assertThat(e.waiting()).isEqualTo(3);
                        assertThat(e.limit()).isEqualTo(3);
                      });
            });
    Tenancy.of(globex).run(() -> jobs.schedule(note, "n"));
    assertThat(number(main, "select count(*) from partywall.scheduled_tasks")).isEqualTo(4);
  }

  @Test
  void allTogetherCannotPileUpJobsWithoutBound() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note).settings(Tasks.QUICK.withLimits(100, 4)));
    for (Tenant tenant : List.of(acme, globex)) {
      Tenancy.of(tenant).run(() -> jobs.schedule(note, "n"));
      Tenancy.of(tenant).run(() -> jobs.schedule(note, "n"));
    }
    assertThatThrownBy(() -> Tenancy.of(acme).run(() -> jobs.schedule(note, "n")))
        .isInstanceOf(JobLimitException.class)
        .hasMessageContaining("database main");
    assertThatThrownBy(() -> Tenancy.host().run(() -> jobs.schedule(note, "n"))).isInstanceOf(JobLimitException.class);
    Tenancy.of(initech).run(() -> jobs.schedule(note, "n"));
  }

  @Test
  void aSuspendedTenantsJobsWaitAndGoOnWhenItIsServedAgain() {
    List<JobListener.Kept> kept = new CopyOnWriteArrayList<>();
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note).listener(keeping(kept)));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "late"));
    store.put(acme.withStatus(TenantStatus.SUSPENDED));
    jobs.start();
    Tenancy.of(globex).run(() -> jobs.schedule(note, "now"));
    await("globex now");
    Tasks.await("it was held back", () -> kept.contains(JobListener.Kept.SUSPENDED));
    assertThat(log).containsExactly("globex now");
    store.put(acme);
    await("acme late");
  }

  @Test
  void aMissingTenantsJobsWaitAndNeverRunAsAnybodyElse() {
    List<JobListener.Kept> kept = new CopyOnWriteArrayList<>();
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note).listener(keeping(kept)));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "kept"));
    store.remove(acme);
    jobs.start();
    Tasks.await("it was held back twice", () -> kept.stream().filter(JobListener.Kept.UNKNOWN::equals).count() >= 2);
    assertThat(log).isEmpty();
    assertThat(jobs.states()).singleElement().matches(count -> count.owner().equals("1") && count.count() == 1);
  }

  @Test
  void aMissingTenantsJobsAreDroppedIfConfigured() {
    List<JobListener.Kept> kept = new CopyOnWriteArrayList<>();
    Job<String> note = note("note");
    TenantJobs jobs =
        jobs(b -> b.job(note).listener(keeping(kept)).settings(Tasks.QUICK.withUnserved(JobSettings.Unserved.DROP)));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "gone"));
    store.remove(acme);
    jobs.start();
    Tasks.await("it was dropped", () -> kept.contains(JobListener.Kept.DROPPED) && jobs.states().isEmpty());
    assertThat(log).isEmpty();
  }

  @Test
  void aJobWaitsWhereItsTenantIsNewerThanWhatIsKnownHere() {
    List<JobListener.Kept> kept = new CopyOnWriteArrayList<>();
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note).listener(keeping(kept)));
    Tenant newer = new Tenant(acme.id(), acme.name(), "Acme", TenantStatus.ACTIVE, acme.placement(), 2, Map.of());
    Tenancy.of(newer).run(() -> jobs.schedule(note, "x"));
    jobs.start();
    Tasks.await("it was held back", () -> kept.contains(JobListener.Kept.UNDECIDED));
    assertThat(log).isEmpty();
    store.put(newer);
    await("acme x");
  }

  private static JobListener keeping(List<JobListener.Kept> kept) {
    return new JobListener() {
      @Override
      public void kept(DatasourceName set, String name, Kept why) {
        kept.add(why);
      }
    };
  }

  @Test
  void aJobCarriesWhatItsSchedulerMustSeeOfOtherDatabases() {
    DatasourceName elsewhere = Tasks.set("elsewhere");
    SessionToken token = SessionToken.of(elsewhere, Position.parse("1:0/3000148"));
    List<SessionToken> seen = new CopyOnWriteArrayList<>();
    Job<String> job = Job.of("see", (_, _) -> seen.add(Scope.current().writes().token()));
    TenantJobs jobs = jobs(b -> b.job(job));
    jobs.start();
    SessionWrites writes = new SessionWrites();
    writes.require(token);
    Scope.empty().with(writes).with(Tenancy.of(acme)).run(() -> jobs.schedule(job, "x"));
    Tasks.await("it ran", () -> !seen.isEmpty());
    assertThat(seen.getFirst().position(elsewhere)).isEqualTo(token.position(elsewhere));
  }

  @Test
  void aTenancySeesAndCancelsItsOwnJobsOnly() {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    When later = When.after(Duration.ofHours(1)).onceFor("k");
    Scheduled acmes = Tenancy.of(acme).call(() -> jobs.schedule(note, "a", later));
    assertThat(Tenancy.of(globex).call(() -> jobs.list(10))).isEmpty();
    assertThat(Tenancy.host().call(() -> jobs.list(10))).isEmpty();
    assertThat(Tenancy.of(globex).call(() -> jobs.cancel(acmes.id()))).isFalse();
    assertThat(Tenancy.of(acme).call(() -> jobs.list(10)))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.id()).isEqualTo(acmes.id());
              assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
              assertThat(job.failures()).isZero();
              assertThat(job.due()).hasValueSatisfying(due -> assertThat(due).isAfter(Instant.now()));
            });
    assertThat(Tenancy.of(acme).call(() -> jobs.cancel(acmes.id()))).isTrue();
    assertThat(Tenancy.of(acme).call(() -> jobs.list(10))).isEmpty();
  }

  @Test
  void nobodyReachesTheTableThroughTheGuard() throws Exception {
    Job<String> note = note("note");
    TenantJobs jobs = jobs(b -> b.job(note));
    Tenancy.of(acme).run(() -> jobs.schedule(note, "secret", When.after(Duration.ofHours(1))));
    for (Tenancy tenancy : List.of(Tenancy.of(globex), Tenancy.host())) {
      for (String sql :
          List.of(
              "select * from partywall.scheduled_tasks",
              "select partywall.cancel_job('note', 'b1/x')",
              "select * from partywall.jobs_of('b1', 10)",
              "delete from partywall.scheduled_tasks")) {
        tenancy.run(
            () ->
                assertThatThrownBy(
                        () -> {
                          try (Connection c = door.getConnection();
                              PreparedStatement statement = c.prepareStatement(sql)) {
                            statement.execute();
                          }
                        })
                    .as(sql)
                    .isInstanceOf(StatementRefusedException.class));
      }
    }
  }
}
