package dev.partywall.model.access;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class IsolatedCachedTest extends CachedFixture
    implements CrudContract, QueryContract, SoftDeleteContract, KeyContract, CachingContract {

  IsolatedCachedTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, new Placement.Isolated(DatasourceName.MAIN), new Placement.Isolated(OTHER));
  }

  @Override
  public boolean sharesTheHostsTables() {
    return false;
  }
}
