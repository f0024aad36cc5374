package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Databases that no configuration names, on the servers of a set that one does. */
class DerivedSetTest extends DoorFixture {

  private final DatasourceName set;

  DerivedSetTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), new Placement.Isolated(DatasourceName.MAIN.on(other.name())));
    this.set = DatasourceName.MAIN.on(other.name());
  }

  @Override
  TenantDataSource.Builder configure(TenantDataSource.Builder builder) {
    return builder.datasource("main", pool(main));
  }

  @Test
  void aTenantReadsAndWritesInADatabaseThatNoConfigurationNames() throws SQLException {
    in(globex, c -> c.createStatement().executeUpdate("insert into customer values (2, 9, 'new', 'Bergen')"));

    assertThat(strings(globex, "select name from customer where id in (1, 9) order by id"))
        .containsExactly("globex 1", "new");
    assertThat(strings(acme, "select name from customer where id in (1, 9) order by id")).containsExactly("acme 1");
    assertThat(door.sets()).contains(set);
  }

  @Test
  void manyMayComeFirstAtTheSameTime() throws Exception {
    door.remove(set);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        answers.add(threads.submit(() -> strings(globex, "select name from customer where id = 1")));
      }
      for (Future<List<String>> answer : answers) {
        assertThat(answer.get()).containsExactly("globex 1");
      }
    }
    assertThat(door.sets()).filteredOn(set::equals).hasSize(1);
  }

  @Test
  void aMigrationFindsItByItsPlacement() {
    assertThat(door.databases(Stream.of(globex.placement()))).anyMatch(database -> database.datasource().equals(set));
  }

  @Test
  void whatIsOnServersThatAreNotConfiguredIsRefused() {
    Tenant lost = globex.withPlacement(new Placement.Isolated(DatasourceName.of("elsewhere.globex")));

    assertThatThrownBy(() -> strings(Tenancy.of(lost), "select name from customer"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("There is no datasource set 'elsewhere.globex'");
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidToBeMissing() {
    Tenant lost = globex.withPlacement(new Placement.Isolated(DatasourceName.MAIN.on("not_there")));

    assertThatThrownBy(() -> strings(Tenancy.of(lost), "select name from customer"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("not_there");
  }
}
