package dev.partywall.fleet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantStatus;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecurringTest extends JobsFixture {

  private static final Timetable OFTEN = Timetable.every(Duration.ofMillis(50));

  RecurringTest(@Database("main") TestDatabase main, @Database("own") TestDatabase own) {
    super(main, own);
  }

  private long times(String who) {
    return log.stream().filter(who::equals).count();
  }

  @Test
  void theHostsWorkIsDoneAgainAndAgain() {
    TenantJobs jobs =
        jobs(b -> b.recurring(Recurring.forHost("tidy", OFTEN, (_, _) -> log.add(Tenancy.current().label()))));
    jobs.start();
    Tasks.await("it ran three times", () -> times("host") >= 3);
  }

  @Test
  void workForEachTenantIsDoneForThoseThatAreServedWhereverTheyLive() {
    store.put(globex.withStatus(TenantStatus.SUSPENDED));
    TenantJobs jobs =
        jobs(b -> b.recurring(Recurring.forEachTenant("digest", OFTEN, (_, _) -> log.add(Tenancy.current().label()))));
    jobs.start();
    Tasks.await("it ran three times", () -> times("acme") >= 3 && times("initech") >= 3);
    assertThat(Set.copyOf(log)).containsExactlyInAnyOrder("acme", "initech");
  }

  @Test
  void aTenantThatComesLaterIsPartOfItFromTheNextTimeOn() {
    store.remove(globex);
    TenantJobs jobs =
        jobs(b -> b.recurring(Recurring.forEachTenant("digest", OFTEN, (_, _) -> log.add(Tenancy.current().label()))));
    jobs.start();
    Tasks.await("acme's ran", () -> times("acme") >= 1);
    store.put(globex);
    Tasks.await("globex' ran", () -> times("globex") >= 1);
  }

  @Test
  void runsOfOneTenantDoNotOverlapNorPileUp() {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger acmes = new AtomicInteger();
    TenantJobs jobs =
        jobs(
            b ->
                b.recurring(
                    Recurring.forEachTenant(
                        "digest",
                        OFTEN,
                        (_, _) -> {
                          if (Tenancy.current().label().equals("acme")) {
                            acmes.incrementAndGet();
                            go.await();
                          } else {
                            log.add(Tenancy.current().label());
                          }
                        })));
    jobs.start();
    Tasks.await("globex' ran often", () -> times("globex") >= 4);
    assertThat(acmes).hasValue(1);
    assertThat(number(main, "select count(*) from partywall.scheduled_tasks where owner = 'b1'")).isEqualTo(1);
    go.countDown();
    Tasks.await("acme's goes on", () -> acmes.get() >= 2);
  }

  @Test
  void whatFailedForGoodIsDoneAgainTheNextTime() {
    AtomicInteger acmes = new AtomicInteger();
    TenantJobs jobs =
        jobs(
            b ->
                b.recurring(
                    Recurring.forEachTenant(
                            "digest",
                            OFTEN,
                            (_, _) -> {
                              if (Tenancy.current().label().equals("acme") && acmes.incrementAndGet() < 3) {
                                throw new IllegalStateException("no luck");
                              }
                              log.add(Tenancy.current().label());
                            })
                        .withRetry(Retry.NEVER)));
    jobs.start();
    Tasks.await("acme's ran well", () -> times("acme") >= 1);
  }

  @Test
  void theHostsWorkThatFailsIsDoneAgain() {
    AtomicInteger runs = new AtomicInteger();
    TenantJobs jobs =
        jobs(
            b ->
                b.recurring(
                    Recurring.forHost(
                            "tidy",
                            OFTEN,
                            (_, _) -> {
                              if (runs.incrementAndGet() < 4) {
                                throw new IllegalStateException("no luck");
                              }
                              log.add("done");
                            })
                        .withRetry(Tasks.AT_ONCE)));
    jobs.start();
    await("done");
  }

  @Test
  void aRestartDoesNotBringForwardWhatIsNotDue() {
    TenantJobs before =
        jobs(
            b ->
                b.recurring(Recurring.forHost("tidy", Timetable.every(Duration.ofHours(1)), (_, _) -> log.add("ran"))));
    before.start();
    await("ran");
    Tasks.await(
        "it is put down for the next time",
        () -> number(main, "select count(*) from partywall.scheduled_tasks where execution_time > now()") == 1);
    before.close();
    TenantJobs after =
        jobs(
            b ->
                b.recurring(Recurring.forHost("tidy", Timetable.every(Duration.ofHours(1)), (_, _) -> log.add("ran")))
                    .recurring(Recurring.forHost("other", OFTEN, (_, _) -> log.add("other"))));
    after.start();
    Tasks.await("time goes by", () -> times("other") >= 3);
    assertThat(times("ran")).isEqualTo(1);
  }

  @Test
  void aTimetableSaysWhen() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(Timetable.daily(ZoneOffset.UTC, LocalTime.of(3, 0), LocalTime.of(15, 0)).first(noon))
        .isEqualTo("2026-03-01T15:00:00Z");
    assertThat(Timetable.cron("0 30 4 * * *", ZoneOffset.UTC).first(noon)).isEqualTo("2026-03-02T04:30:00Z");
    assertThat(Timetable.every(Duration.ofHours(1)).latest(noon)).isEqualTo("2026-03-01T13:00:00Z");
    assertThatThrownBy(() -> Timetable.cron("when it rains", ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Timetable.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Timetable.daily(ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
  }
}
