package dev.partywall.fleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantNameTakenException;
import dev.partywall.fleet.TenantState;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a node keeps up with what others change, also when it is not told, or cannot be. */
class FollowTest extends RegistryFixture {

  private static final String QUIETLY =
      """
      with v as (update partywall.registry set version = version + 1 returning version)
      update partywall.tenant set %s, version = (select version from v) where slug = '%s'
      """;

  FollowTest(@Database("main") TestDatabase main) {
    super(main);
  }

  @Test
  void whatNobodyToldOfIsFoundByPolling() {
    Registry registry = registry(POLLING);
    create("acme");
    await("it is told", () -> byName(registry, "acme").isPresent());
    main.execute(QUIETLY.formatted("title = 'Quiet'", "acme"));
    await("it is found", () -> byName(registry, "acme").orElseThrow().title().equals("Quiet"));
  }

  @Test
  void whoIsMissedIsAskedFor() {
    Registry registry = registry(TOLD);
    create("acme");
    await("it is told", () -> byName(registry, "acme").isPresent());
    main.execute(QUIETLY.formatted("name = 'zeta', slug = 'zeta'", "acme"));
    assertThat(byName(registry, "zeta")).isPresent();
    assertThat(byName(registry, "acme")).isEmpty();
  }

  @Test
  void aRegistryThatWasSetBackIsReadAnew() {
    Registry registry = registry(POLLING);
    create("acme");
    create("zeta");
    await("it is told", () -> registry.tenants().count() == 2);
    main.execute("delete from partywall.tenant where slug = 'zeta'; update partywall.registry set version = 2");
    await("it is found", () -> registry.tenants().count() == 1);
    assertThat(byName(registry, "zeta")).isEmpty();
  }

  @Test
  void aConnectionThatIsKilledIsMadeAgainAndNothingIsMissed() {
    Registry registry = registry(TOLD);
    for (int round = 0; round < 3; round++) {
      int before = round;
      killFollowers();
      create("early-" + round);
      await("it is connected again", () -> registry.stats().reconnects() > before && registry.stats().connected());
      await("it is known", () -> registry.tenants().count() == 2 * before + 1);
      create("late-" + round);
      await("it is told", () -> registry.tenants().count() == 2 * before + 2);
    }
    assertThat(registry.stats().questions()).isZero();
  }

  @Test
  void namesThatThereAreNotAreAskedForOnceAtATime() {
    Registry registry = registry(TOLD);
    for (int i = 0; i < 1_000; i++) {
      assertThat(byName(registry, "nobody")).isEmpty();
      assertThat(byDomain(registry, "nobody.example")).isEmpty();
      assertThat(registry.findById(TenantId.of(99))).isEmpty();
    }
    assertThat(registry.stats().questions()).isEqualTo(3);
    assertThat(registry.stats().unknown()).isEqualTo(3_000);
  }

  @Test
  void namesThatThereAreNotAreAskedForAgainAfterATime() {
    Registry registry = registry(TOLD.withTimes(TOLD.poll(), TOLD.lease(), Duration.ofMillis(1)));
    assertThat(byName(registry, "nobody")).isEmpty();
    await("it is asked again", () -> byName(registry, "nobody").isEmpty() && registry.stats().questions() > 3);
  }

  @Test
  void aFloodOfNamesIsNoFloodOfQuestions() {
    Registry registry = registry(TOLD);
    long start = System.nanoTime();
    List<CompletableFuture<Void>> flood =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          Random random = new Random(thread);
                          for (int i = 0; i < 25; i++) {
                            assertThat(byName(registry, "x" + random.nextLong(1, Long.MAX_VALUE))).isEmpty();
                          }
                        },
                        command -> Thread.ofVirtual().start(command)))
            .toList();
    flood.forEach(CompletableFuture::join);
    long slots = (System.nanoTime() - start) / 20_000_000 + 2;
    assertThat(registry.stats().unknown()).isEqualTo(200);
    assertThat(registry.stats().questions()).isLessThanOrEqualTo(slots);
  }

  @Test
  void afterALongHistoryOfSeveralWritersAllNodesKnowWhatTheTablesSay() {
    long seed = System.nanoTime();
    Registry told = registry(TOLD);
    Registry killed = registry(TOLD);
    List<CompletableFuture<Integer>> writers =
        IntStream.range(0, 4)
            .mapToObj(
                writer ->
                    CompletableFuture.supplyAsync(
                        () -> history(new Random(seed + writer), 500), command -> Thread.ofVirtual().start(command)))
            .toList();
    for (int kill = 0; kill < 5; kill++) {
      int count = kill + 1;
      await("it is connected", () -> killed.stats().connected() && killed.stats().version() > 30L * count);
      killFollowers();
    }
    int refused = writers.stream().mapToInt(CompletableFuture::join).sum();
    Registry after = registry(TOLD);
    for (Registry node : List.of(told, killed)) {
      await("all is told", () -> node.stats().version() == after.stats().version());
      assertThat(state(node)).as("seed %s, %s refused", seed, refused).isEqualTo(state(after));
      for (int i = 0; i < 12; i++) {
        String name = "n" + i;
        assertThat(byName(node, name)).as("%s, seed %s", name, seed).isEqualTo(byName(after, name));
        String domain = "d" + i + ".example";
        assertThat(byDomain(node, domain)).as("%s, seed %s", domain, seed).isEqualTo(byDomain(after, domain));
      }
    }
    assertThat(state(after)).isEqualTo(inTables());
    assertThat(refused).isPositive();
  }

  /** Few names and domains, so that writers meet. */
  private int history(Random random, int changes) {
    List<TenantId> mine = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < changes; i++) {
      try {
        step(random, mine);
      } catch (TenantNameTakenException e) {
        refused++;
      }
    }
    return refused;
  }

  private void step(Random random, List<TenantId> mine) {
    if (mine.isEmpty() || random.nextInt(10) == 0) {
      mine.add(create(NewTenant.of(name(random)).withDomains(domains(random))).tenant().id());
      return;
    }
    TenantId id = mine.get(random.nextInt(mine.size()));
    database.transaction(
        connection -> {
          tables.lock(connection);
          if (tables.find(connection, id).isEmpty()) {
            mine.remove(id);
            return null;
          }
          return change(connection, id, random);
        });
  }

  private RegisteredTenant change(Connection connection, TenantId id, Random random) throws SQLException {
    return switch (random.nextInt(8)) {
      case 0, 1 -> tables.change(connection, id, TenantChange.NONE.withName(TenantName.of(name(random))));
      case 2, 3 -> tables.change(connection, id, TenantChange.NONE.withDomains(domains(random)));
      case 4 -> tables.change(connection, id, TenantChange.NONE.withSettings(Map.of("number", random.nextInt())));
      case 5 -> tables.state(connection, id, TenantState.SUSPENDED, null);
      case 6 -> tables.state(connection, id, random.nextBoolean() ? TenantState.PURGED : TenantState.DELETED, null);
      default ->
          tables.place(connection, id, new Placement.Schema(DatasourceName.MAIN, "s" + random.nextInt(1_000_000)));
    };
  }

  private static String name(Random random) {
    return "n" + random.nextInt(12);
  }

  private static Set<DomainName> domains(Random random) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(_ -> DomainName.of("d" + random.nextInt(12) + ".example"))
        .collect(Collectors.toSet());
  }

  private static Set<Tenant> state(Registry registry) {
    return registry.tenants().collect(Collectors.toSet());
  }

  private Set<Tenant> inTables() {
    List<RegisteredTenant> all = database.transaction(connection -> tables.list(connection, null, null, null, 1_000));
    return all.stream()
        .filter(tenant -> tenant.state() == TenantState.ACTIVE || tenant.state() == TenantState.SUSPENDED)
        .map(RegisteredTenant::tenant)
        .collect(Collectors.toSet());
  }

  private void killFollowers() {
    main.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and application_name = 'partywall-registry'");
  }
}
