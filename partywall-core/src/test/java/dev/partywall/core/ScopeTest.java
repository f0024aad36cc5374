package dev.partywall.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  private static final Tenant ACME = Tenant.of(1, "acme");
  private static final Tenant GLOBEX = Tenant.of(2, "globex");

  @Test
  void outsideOfEveryBlockNobodyIsBoundWhichIsNotTheHost() {
    assertThat(Tenancy.find()).isEmpty();
    assertThat(TenantSession.current()).isEqualTo(TenantSession.ANONYMOUS);
    assertThatExceptionOfType(NoTenancyException.class)
        .isThrownBy(Tenancy::current)
        .satisfies(e -> assertThat(e.code()).isEqualTo("no-tenancy"))
        .withMessageContaining("Tenancy.of(tenant)");
  }

  @Test
  void blocksNestAndEachEndRestoresTheOuterOne() {
    Tenancy.of(ACME)
        .run(
            () -> {
              Tenancy.host().run(() -> assertThat(Tenancy.current()).isEqualTo(Tenancy.host()));
              assertThat(Tenancy.current()).isEqualTo(Tenancy.of(ACME));
              Tenancy.of(GLOBEX).run(() -> assertThat(Tenancy.current().tenant()).contains(GLOBEX));
              assertThat(Tenancy.current()).isEqualTo(Tenancy.of(ACME));
              Scope.empty().run(() -> assertThat(Tenancy.find()).isEmpty());
              assertThat(Tenancy.current()).isEqualTo(Tenancy.of(ACME));
            });
    assertThat(Tenancy.find()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {IOException.class, IllegalStateException.class, StackOverflowError.class})
  void theOuterBlockIsBackWhateverIsThrown(Class<? extends Throwable> kind) {
    Tenancy.of(ACME)
        .run(
            () -> {
              assertThatExceptionOfType(kind)
                  .isThrownBy(
                      () ->
                          Tenancy.of(GLOBEX)
                              .call(
                                  () -> {
                                    throw kind.getConstructor().newInstance();
                                  }));
              assertThat(Tenancy.current()).isEqualTo(Tenancy.of(ACME));
            });
  }

  @Test
  void aTenancyKeepsTheSessionAndASessionTheTenancy() {
    TenantSession ada = new TenantSession("ada", ACME.id());
    Scope.empty()
        .with(Tenancy.of(ACME))
        .with(ada)
        .run(
            () -> {
              Tenancy.host().run(() -> assertThat(TenantSession.current()).isEqualTo(ada));
              Scope.current()
                  .with(TenantSession.ANONYMOUS)
                  .run(() -> assertThat(Tenancy.current()).isEqualTo(Tenancy.of(ACME)));
            });
  }

  @Test
  void aThreadStartsUnboundAlsoFromInsideABlock() throws Exception {
    CompletableFuture<Boolean> unbound = new CompletableFuture<>();
    Thread thread =
        Tenancy.of(ACME).call(() -> Thread.ofVirtual().start(() -> unbound.complete(Tenancy.find().isEmpty())));
    thread.join();
    assertThat(unbound.get()).isTrue();
  }

  @Test
  void aCapturedScopeCrossesThreadsAndLeavesNothingBehind() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Callable<String> label = () -> Tenancy.find().map(Tenancy::label).orElse("unbound");
      Callable<String> wrapped = Tenancy.of(ACME).call(() -> Tenancy.capture().wrap(label));
      assertThat(pool.submit(wrapped).get()).isEqualTo("acme");
      assertThat(pool.submit(label).get()).isEqualTo("unbound");
    }
  }

  @Test
  void aPropagatingExecutorTakesEachTasksOwnScope() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      Executor executor = Scope.propagating(pool);
      assertThat(Tenancy.of(ACME).call(() -> labelIn(executor)).get()).isEqualTo("acme");
      assertThat(Tenancy.host().call(() -> labelIn(executor)).get()).isEqualTo("host");
      assertThat(labelIn(executor).get()).isEqualTo("unbound");
    }
  }

  @Test
  void tasksOfOneScopeBindTenantsOfTheirOwnWithoutDisturbingEachOther() throws Exception {
    CyclicBarrier bothAreBound = new CyclicBarrier(2);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Scope scope = Tenancy.host().call(Tenancy::capture);
      List<Future<String>> tasks =
          Stream.of(ACME, GLOBEX)
              .map(tenant -> pool.submit(scope.wrap(() -> boundBetween(tenant, bothAreBound))))
              .toList();
      assertThat(tasks.getFirst().get()).isEqualTo("host acme host");
      assertThat(tasks.getLast().get()).isEqualTo("host globex host");
    }
  }

  private static String boundBetween(Tenant tenant, CyclicBarrier barrier) throws Exception {
    String before = Tenancy.current().label();
    String within =
        Tenancy.of(tenant)
            .<String, Exception>call(
                () -> {
                  barrier.await();
                  String label = Tenancy.current().label();
                  barrier.await();
                  return label;
                });
    return before + " " + within + " " + Tenancy.current().label();
  }

  @Test
  void aScopeCapturedWhereNothingIsBoundBindsNothingAnywhere() {
    Runnable task = () -> assertThat(Tenancy.find()).isEmpty();
    Tenancy.of(ACME).run(Tenancy.capture().wrap(task));
  }

  @Test
  void labelsAreShort() {
    assertThat(Tenancy.of(ACME).label()).isEqualTo("acme");
    assertThat(Tenancy.host().label()).isEqualTo("host");
    assertThat(Tenancy.across("billing", List.of(ACME, GLOBEX)).label()).isEqualTo("across(2)");
    assertThat(Tenancy.across("billing", List.of()).label()).isEqualTo("across(0)");
  }

  @Test
  void aSessionIsInOneOfFourStates() {
    assertThat(TenantSession.ANONYMOUS.state()).isEqualTo(TenantSession.State.ANONYMOUS);
    assertThat(new TenantSession(null, ACME.id()).state()).isEqualTo(TenantSession.State.TENANT_KNOWN);
    assertThat(new TenantSession("ada", null).state()).isEqualTo(TenantSession.State.HOST_USER);
    assertThat(new TenantSession("ada", ACME.id()).state()).isEqualTo(TenantSession.State.TENANT_USER);
  }

  private static CompletableFuture<String> labelIn(Executor executor) {
    return CompletableFuture.supplyAsync(() -> Tenancy.find().map(Tenancy::label).orElse("unbound"), executor);
  }
}
