package dev.partywall.sql.guard;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.Catalog;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardPolicy;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.internal.kind.Kind;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Refusal;
import dev.partywall.sql.internal.policy.Calls;
import dev.partywall.sql.internal.rewrite.Rewrite;
import dev.partywall.sql.internal.syntax.Parsed;
import dev.partywall.sql.internal.verify.Verifier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Turns a SQL text into one that stays inside its reach, or refuses it. A guard belongs to one {@link Catalog}
 * snapshot; a changed catalog is a new guard. Safe for use by many threads.
 */
public final class SqlGuard {

  private final Catalog catalog;
  private final GuardPolicy policy;
  private final Calls calls;
  private final LongAdder computed = new LongAdder();
  private final Memory tenant = new Memory();
  private final Memory host = new Memory();
  private final Memory across = new Memory();
  private final Memory acrossAll = new Memory();

  /** A guard over a catalog snapshot, with a cache of guarded statements bounded by the weight of their texts. */
  public SqlGuard(Catalog catalog, GuardPolicy policy) {
    this.catalog = catalog;
    this.policy = policy;
    this.calls = new Calls(catalog, policy);
  }

  /** What it knows of the database. */
  public Catalog catalog() {
    return catalog;
  }

  private Memory memory(Reach reach) {
    return switch (reach) {
      case TENANT -> tenant;
      case HOST -> host;
      case ACROSS -> across;
      case ACROSS_ALL -> acrossAll;
    };
  }

  /**
   * The guarded form of a statement. Computed once for a text and reach, then one map look-up.
   *
   * @param sql one statement, with JDBC's {@code ?} markers
   * @throws StatementRefusedException if the statement is not proven to stay inside the reach
   */
  public GuardedStatement guard(String sql, Reach reach) {
    Memory memory = memory(reach);
    GuardedStatement known = memory.guarded().get(sql);
    return known == null ? compute(sql, reach, memory) : known;
  }

  private GuardedStatement compute(String sql, Reach reach, Memory memory) {
    StatementRefusedException known = memory.refused().get(sql);
    if (known != null) {
      throw new StatementRefusedException(
          known.reason(), known.offset(), known.excerpt(), known.table(), known.advice());
    }
    computed.increment();
    try {
      GuardedStatement statement = guardAnew(sql, reach);
      memory.guarded().put(sql, statement);
      return statement;
    } catch (StatementRefusedException e) {
      memory.refused().put(sql, e);
      throw e;
    } catch (StackOverflowError e) {
      throw Refusal.syntax(sql, 0, sql.length(), "The statement is nested too deeply.");
    }
  }

  /** How many texts were not found in the cache and were read, guarded or refused. */
  public long computed() {
    return computed.sum();
  }

  private GuardedStatement guardAnew(String sql, Reach reach) {
    Lexed lexed = Lexed.of(sql);
    return switch (Kind.of(lexed, reach)) {
      case Kind.Plain plain -> unchanged(lexed, plain.effect());
      case Kind.Call _ -> {
        calls.check(Parsed.ofCall(lexed), reach);
        yield unchanged(lexed, Effect.WRITE);
      }
      case Kind.Explain explain -> explained(sql, explain, reach);
      case Kind.Rows _ -> {
        Parsed parsed = Parsed.of(lexed);
        Readings.compare(parsed);
        Effect effect = calls.check(parsed, reach);
        GuardedStatement statement = Rewrite.of(parsed, catalog, policy, reach, effect);
        Verifier.verify(sql, statement, catalog, reach, policy);
        yield statement;
      }
    };
  }

  /** What stands before the explained statement has no markers and no names. */
  private GuardedStatement explained(String sql, Kind.Explain explain, Reach reach) {
    int start = explain.statement().start();
    try {
      GuardedStatement inner = guardAnew(sql.substring(start), reach);
      Effect effect = explain.runs() ? inner.effect() : Effect.READ;
      return new GuardedStatement(sql.substring(0, start) + inner.text(), inner.binds(), effect, inner.tables());
    } catch (StatementRefusedException e) {
      throw new StatementRefusedException(e.reason(), start + e.offset(), e.excerpt(), e.table(), e.advice());
    }
  }

  private static GuardedStatement unchanged(Lexed lexed, Effect effect) {
    int[] positions = IntStream.rangeClosed(1, lexed.parameters()).toArray();
    return new GuardedStatement(
        lexed.text(), new BindPlan(positions, new int[0], List.of(), List.of()), effect, Set.of());
  }

  /**
   * A statement that runs as it is written, although nothing is proven of it.
   *
   * @param sql a text with JDBC's {@code ?} markers
   */
  public static GuardedStatement asWritten(String sql) {
    try {
      Lexed lexed = Lexed.of(sql);
      return unchanged(lexed, Kind.of(lexed, Reach.HOST) instanceof Kind.Plain plain ? plain.effect() : Effect.WRITE);
    } catch (StatementRefusedException e) {
      int[] positions = IntStream.rangeClosed(1, (int) sql.chars().filter(c -> c == '?').count()).toArray();
      return new GuardedStatement(
          sql, new BindPlan(positions, new int[0], List.of(), List.of()), Effect.WRITE, Set.of());
    }
  }

  /** What stands for a text, however its white space, comments and case are: an {@code s} and 16 hexadecimal digits. */
  public static String fingerprint(String sql) {
    return Fingerprint.of(sql);
  }

  /** The tables that a text seems to name, for error messages; empty if it cannot be read. Proves nothing. */
  public List<String> tablesNamed(String sql) {
    try {
      return Parsed.of(Lexed.of(sql)).relations().stream().map(relation -> relation.name().text()).distinct().toList();
    } catch (StatementRefusedException | StackOverflowError e) {
      return List.of();
    }
  }
}
