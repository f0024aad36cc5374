package dev.partywall.jdbc.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.jdbc.internal.catalog.SharedGuards.Shared;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Ownership;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedGuardsTest {

  private final List<Shared> forgotten = new ArrayList<>();
  private final SharedGuards guards = new SharedGuards(GuardPolicy.STRICT, forgotten::add);

  static Catalog catalog(int number) {
    TableName name = new TableName("public", "t" + number);
    return new Catalog(
        "tenant_id", List.of("public"), Map.of(name, Relation.table(name, Ownership.COMMON, List.of())), List.of());
  }

  @Test
  void equalCatalogsHaveOneGuard() {
    assertThat(guards.of(catalog(1))).isSameAs(guards.of(catalog(1))).isNotSameAs(guards.of(catalog(2)));
  }

  @Test
  void ofTooManyOneThatWasNotUsedGivesWay() {
    List<Shared> all = new ArrayList<>();
    for (int i = 0; i < SharedGuards.MAXIMUM; i++) {
      all.add(guards.of(catalog(i)));
    }
    guards.of(catalog(1000));
    assertThat(forgotten).hasSize(1);
    all.removeAll(forgotten);
    Shared used = all.getFirst();
    for (int i = 1001; i < 1020; i++) {
      used.use();
      guards.of(catalog(i));
    }
    assertThat(forgotten).hasSize(20).doesNotContain(used);
  }
}
