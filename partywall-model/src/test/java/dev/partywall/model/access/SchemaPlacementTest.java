package dev.partywall.model.access;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Placement;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;

class SchemaPlacementTest extends ModelFixture implements CrudContract, QueryContract, SoftDeleteContract, KeyContract {

  SchemaPlacementTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(
        main,
        other,
        new Placement.Schema(DatasourceName.MAIN, "acme"),
        new Placement.Schema(DatasourceName.MAIN, "Globex-1"));
  }
}
