package dev.partywall.jdbc.internal.rowsecurity;

import dev.partywall.jdbc.PoolSettings;
import dev.partywall.test.TestDatabase;

/** A user who logs in for an application and has no rights of its own, unlike the owner of the test databases. */
public final class Login {

  private static final String NAME = "app";

  private Login() {}

  /** The pool of such a user, with the owner beside it. */
  public static PoolSettings on(TestDatabase database) {
    database.execute(
        "do $$ begin create role app login; exception when duplicate_object or unique_violation then null; end $$");
    return PoolSettings.of(database.jdbcUrl(), NAME, "app").withOwner(database.username(), database.password());
  }
}
