package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.StatementRefusedException.Reason;
import dev.partywall.sql.TableName;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.syntax.Parsed;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One statement on its way from the caller's text to the guarded one; the parts of the work share this. */
public final class Rewrite {

  final Lexed lexed;
  final Catalog catalog;
  final GuardPolicy policy;
  final Reach reach;
  final Splices splices;
  final Relations relations;
  final Conditions conditions;
  final Blocks blocks;
  final Keys keys;
  final Inserts inserts;
  final Updates updates;
  final Merges merges;
  final Discriminators discriminators;
  final Commands commands;
  final Set<TableName> tables = new HashSet<>();
  private Effect effect = Effect.READ;

  private Rewrite(Lexed lexed, Catalog catalog, GuardPolicy policy, Reach reach) {
    this.lexed = lexed;
    this.catalog = catalog;
    this.policy = policy;
    this.reach = reach;
    splices = new Splices(lexed);
    relations = new Relations(this);
    conditions = new Conditions(this);
    blocks = new Blocks(this);
    keys = new Keys(this);
    inserts = new Inserts(this);
    updates = new Updates(this);
    merges = new Merges(this);
    discriminators = new Discriminators(this);
    commands = new Commands(this);
  }

  /**
   * Guards a statement that reads or writes rows.
   *
   * @param least the effect that it has at least, from what it calls
   * @throws StatementRefusedException if it is not proven to stay inside its reach
   */
  public static GuardedStatement of(Parsed parsed, Catalog catalog, GuardPolicy policy, Reach reach, Effect least) {
    Rewrite rewrite = new Rewrite(parsed.lexed(), catalog, policy, reach);
    rewrite.atLeast(least);
    rewrite.commands.visit(parsed.command(), null);
    Splices.Spliced spliced = rewrite.splices.done();
    return new GuardedStatement(spliced.text(), spliced.binds(), rewrite.effect, rewrite.tables);
  }

  /** Raises the effect. */
  void atLeast(Effect least) {
    if (least.compareTo(effect) > 0) {
      effect = least;
    }
  }

  /** What was written, from one token to another, inclusive. */
  String written(Token first, Token last) {
    return lexed.text().substring(first.start(), last.end());
  }

  Token token(int index) {
    return lexed.tokens().get(index);
  }

  StatementRefusedException refused(Reason reason, Token at, @Nullable TableName table, String advice) {
    return Refusal.of(reason, lexed.text(), at.start(), at.end(), table == null ? null : table.toString(), advice);
  }
}
