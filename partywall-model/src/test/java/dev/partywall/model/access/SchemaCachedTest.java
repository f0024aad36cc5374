package dev.partywall.model.access;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class SchemaCachedTest extends CachedFixture
    implements CrudContract, QueryContract, SoftDeleteContract, KeyContract, CachingContract {

  SchemaCachedTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(
        main,
        other,
        new Placement.Schema(DatasourceName.MAIN, "acme"),
        new Placement.Schema(DatasourceName.MAIN, "Globex-1"));
  }

  @Override
  public boolean sharesTheHostsTables() {
    return false;
  }
}
