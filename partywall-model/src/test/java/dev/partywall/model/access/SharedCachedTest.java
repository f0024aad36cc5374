package dev.partywall.model.access;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class SharedCachedTest extends CachedFixture
    implements CrudContract, QueryContract, SoftDeleteContract, KeyContract, CachingContract {

  SharedCachedTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }

  @Override
  public boolean sharesTheHostsTables() {
    return true;
  }
}
