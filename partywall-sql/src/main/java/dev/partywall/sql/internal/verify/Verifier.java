package dev.partywall.sql.internal.verify;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;

/** Checks a guarded statement without regard to how it was made. */
public final class Verifier {

  private Verifier() {}

  /**
   * Checks that the guarded text keeps the caller's, that each reference to a tenant's table in it is bound to the
   * reach, that what is stored is the tenant's, and that the bind plan and the effect are what the text says.
   *
   * @param originalSql the caller's text
   * @param out what the guard made of it
   * @throws StatementRefusedException if any of that cannot be seen from the text
   */
  public static void verify(
      String originalSql, GuardedStatement out, Catalog catalog, Reach reach, GuardPolicy policy) {
    try {
      Lexed original = Lexed.of(originalSql);
      Lexed text = Lexed.of(out.text());
      check(original, text, out, catalog, reach, policy);
    } catch (Unverified e) {
      throw refused(originalSql, e);
    } catch (StackOverflowError e) {
      throw refused(originalSql, new Unverified("it is nested too deep"));
    }
  }

  private static void check(
      Lexed original, Lexed text, GuardedStatement out, Catalog catalog, Reach reach, GuardPolicy policy) {
    Binds binds = new Binds(out.binds(), original, text);
    new TextKept(out.binds()).require(original, text);
    Relations relations = new Relations(catalog, policy, reach, binds);
    Conditions conditions = new Conditions(text, catalog.discriminator());
    TenantValue tenant = new TenantValue(text, binds, reach, catalog.discriminator());
    Stored stored = new Stored(text, relations, conditions, binds, tenant);
    Outline outline = new OutlineReader(text).read();
    new Check(relations, conditions, stored, new Usage(out, catalog, reach)).statement(outline, Ctes.NONE);
    binds.requireAllUsed();
  }

  private static StatementRefusedException refused(String sql, Unverified failure) {
    return Refusal.of(
        Reason.VERIFICATION_FAILED,
        sql,
        0,
        sql.length(),
        failure.table() == null ? null : failure.table().toString(),
        "It was stopped by the guard's own check ("
            + failure.what()
            + "). Please report the statement; write it plainer meanwhile.");
  }
}
