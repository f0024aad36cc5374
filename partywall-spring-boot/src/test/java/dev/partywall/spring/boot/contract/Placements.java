package dev.partywall.spring.boot.contract;

import java.util.List;

/** The ways in which the three tenants of the suite are placed. */
enum Placements {
  SHARED {
    @Override
    List<Home> homes() {
      return List.of(Home.shared(), Home.shared(), Home.shared());
    }
  },
  ISOLATED {
    @Override
    List<Home> homes() {
      return List.of(Home.isolated("one"), Home.isolated("two"), Home.isolated("three"));
    }
  },
  SCHEMA {
    @Override
    List<Home> homes() {
      return List.of(Home.schema("acme"), Home.schema("globex"), Home.schema("initech"));
    }
  },
  HYBRID {
    @Override
    List<Home> homes() {
      return List.of(Home.shared(), Home.isolated("one"), Home.schema("initech"));
    }
  };

  /** Where acme, globex and initech live. */
  abstract List<Home> homes();

  /** A datasource set, and in it the shared schema or one of the tenant's own. */
  record Home(String datasource, String schema) {

    static Home shared() {
      return new Home("main", "public");
    }

    static Home isolated(String datasource) {
      return new Home(datasource, "public");
    }

    static Home schema(String schema) {
      return new Home("main", schema);
    }
  }
}
