package dev.partywall.model.access;

import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

/** All that holds for models, behind both locks. */
class RowSecurityCachedTest extends CachedFixture
    implements CrudContract, QueryContract, SoftDeleteContract, KeyContract, CachingContract {

  RowSecurityCachedTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }

  @Override
  boolean rowSecurity() {
    return true;
  }

  @Override
  public boolean sharesTheHostsTables() {
    return true;
  }
}
