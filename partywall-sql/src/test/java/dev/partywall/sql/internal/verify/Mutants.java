package dev.partywall.sql.internal.verify;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Puts faults into a correct guarded statement, one at a time: those that a guard with a bug could make. */
final class Mutants {

  /** A condition that the guard writes, with what stands before it. */
  private static final Pattern CONDITION =
      Pattern.compile("(?<before>\\band )?(?<q>\"[^\"]+\"|[\\w.]+?)\\.(?<d>tenant_id|\"tenant_id\") = \\?(?! *[+])");

  private final String original;
  private final GuardedStatement correct;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants(String original, GuardedStatement correct) {
    this.original = original;
    this.correct = correct;
  }

  static List<Mutant> of(String original, GuardedStatement correct) {
    Mutants all = new Mutants(original, correct);
    all.conditions();
    all.storedTenants();
    all.plan();
    all.claims();
    all.lostText();
    return all.mutants;
  }

  private void conditions() {
    Matcher matcher = CONDITION.matcher(correct.text());
    Set<String> qualifiers = new TreeSet<>();
    while (matcher.find()) {
      qualifiers.add(matcher.group("q"));
    }
    matcher.reset();
    while (matcher.find()) {
      if (isTenants(ordinal(matcher.end() - 1))) {
        condition(matcher, qualifiers);
      }
    }
  }

  private void condition(Matcher at, Set<String> qualifiers) {
    String column = at.group("q") + "." + at.group("d");
    String condition = column + " = ?";
    int from = at.start("q");
    keeping("another operator", from, at.end(), column + " <> ?");
    keeping("another operator", from, at.end(), column + " >= ?");
    keeping("another operator", from, at.end(), column + " is distinct from ?");
    keeping("another column", from, at.end(), at.group("q") + ".id = ?");
    keeping("negated", from, at.end(), "not " + condition);
    keeping("negated", from, at.end(), "not (" + condition + ")");
    keeping("part of a larger expression", from, at.end(), "coalesce(" + condition + ", true)");
    keeping("part of a larger expression", from, at.end(), "case when true then " + condition + " end");
    keeping("part of a larger expression", from, at.end(), condition + " is not false");
    keeping("part of a larger expression", from, at.end(), "1 between 0 and " + condition);
    keeping("weakened by OR", from, at.end(), "(" + condition + " or " + column + " is null)");
    keeping("weakened by OR", from, at.end(), condition + " or false");
    keeping("in a subquery instead of outside", from, at.end(), "exists (select 1 where " + condition + ")");
    keeping("NULL rows let in", from, at.end(), column + " is not distinct from ?");
    if (at.group("before") != null) {
      keeping("OR instead of AND", at.start(), at.end(), "or " + condition);
    }
    for (String other : qualifiers) {
      if (!other.equals(at.group("q"))) {
        keeping("another table's discriminator", from, at.end(), other + "." + at.group("d") + " = ?");
      }
    }
    without("condition dropped", from, at.end(), column + " = " + column);
    without("condition dropped", from, at.end(), "true");
    without("literal instead of the tenant", from, at.end(), column + " = 1");
    without("condition in a comment", from, at.end(), "true /* " + condition + " */");
    without("condition in a comment", from, at.end(), "true -- " + condition + "\n");
    without("condition in a string", from, at.end(), "'" + condition + "' is not null");
    without("condition in a string", from, at.end(), "$q$" + condition + "$q$ is not null");
  }

  private void storedTenants() {
    for (int position : correct.binds().tenantPositions()) {
      int offset = offset(position);
      boolean stored = offset > 1 && correct.text().startsWith(", ?", offset - 2);
      if (stored) {
        keeping("another value stored", offset, offset + 1, "? + 1");
        keeping("another value stored", offset, offset + 1, "-?");
        keeping("another value stored", offset, offset + 1, "(select ?)");
        without("another value stored", offset, offset + 1, "2");
        without("another value stored", offset, offset + 1, "default");
        without("no value stored", offset - 2, offset + 1, "");
        keeping("another column stored", offset - 2, offset + 1, ", ?, null");
      }
    }
  }

  private void plan() {
    int[] caller = IntStream.rangeClosed(1, correct.binds().callerCount()).map(correct.binds()::position).toArray();
    int[] tenant = correct.binds().tenantPositions();
    if (caller.length > 0 && tenant.length > 0) {
      int[] callers = caller.clone();
      int[] tenants = tenant.clone();
      callers[0] = tenant[0];
      tenants[0] = caller[0];
      add("caller's and tenant's bind swapped", correct.text(), plan(callers, tenants));
    }
    if (caller.length > 1) {
      int[] callers = caller.clone();
      callers[0] = caller[1];
      callers[1] = caller[0];
      add("caller's binds swapped", correct.text(), plan(callers, tenant));
      add("a caller's bind forgotten", correct.text(), plan(Arrays.copyOf(caller, caller.length - 1), tenant));
    }
    if (tenant.length > 0) {
      int[] more = Arrays.copyOf(caller, caller.length + 1);
      more[caller.length] = tenant[0];
      int[] fewer = Arrays.copyOfRange(tenant, 1, tenant.length);
      add("the tenant's bind given to the caller", correct.text(), plan(more, fewer));
      add("a tenant's bind forgotten", correct.text(), plan(caller, fewer));
      int[] twice = tenant.clone();
      twice[0] = tenant[tenant.length - 1] + 1;
      add("a tenant's bind at another place", correct.text(), plan(caller, twice));
    }
  }

  private void claims() {
    boolean writes = correct.effect() == Effect.WRITE;
    if (writes || correct.effect() == Effect.LOCKING_READ && original.contains(" for ")) {
      mutants.add(
          new Mutant(
              "a write or lock called a read",
              new GuardedStatement(correct.text(), correct.binds(), Effect.READ, correct.tables())));
    }
    if (!correct.tables().isEmpty()) {
      mutants.add(
          new Mutant(
              "a table not named", new GuardedStatement(correct.text(), correct.binds(), correct.effect(), Set.of())));
    }
    add("a second statement", correct.text() + "; select 1", correct.binds());
    add("more than the caller wrote", correct.text() + " or true", correct.binds());
    add("more than the caller wrote", "select 1 union " + correct.text(), correct.binds());
  }

  /** Loses one of the caller's words after another. */
  private void lostText() {
    Matcher word = Pattern.compile("[\\w\"]+|[<>=|+]+").matcher(correct.text());
    while (word.find()) {
      String rest = correct.text().substring(0, word.start()) + " " + correct.text().substring(word.end());
      boolean callers = count(original, word.group()) == count(correct.text(), word.group());
      if (callers && !inLiteralOrComment(word.start())) {
        add("the caller's text lost", rest, correct.binds());
      }
    }
  }

  private boolean inLiteralOrComment(int offset) {
    String text = correct.text();
    if (text.contains("--") || text.contains("/*") || text.contains("$$") || text.contains("$q$")) {
      return true;
    }
    return text.substring(0, offset).chars().filter(c -> c == '\'').count() % 2 == 1;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private void keeping(String fault, int from, int to, String replacement) {
    add(fault, correct.text().substring(0, from) + replacement + correct.text().substring(to), correct.binds());
  }

  /** Replaces a part with a marker in it by one without, and moves the markers behind it. */
  private void without(String fault, int from, int to, String replacement) {
    int gone = ordinal(correct.text().indexOf('?', from));
    int[] tenant =
        Arrays.stream(correct.binds().tenantPositions())
            .filter(p -> p != gone)
            .map(p -> p > gone ? p - 1 : p)
            .toArray();
    int[] caller =
        IntStream.rangeClosed(1, correct.binds().callerCount())
            .map(correct.binds()::position)
            .map(p -> p > gone ? p - 1 : p)
            .toArray();
    add(fault, correct.text().substring(0, from) + replacement + correct.text().substring(to), plan(caller, tenant));
  }

  private void add(String fault, String text, BindPlan plan) {
    mutants.add(new Mutant(fault, new GuardedStatement(text, plan, correct.effect(), correct.tables())));
  }

  private BindPlan plan(int[] caller, int[] tenant) {
    return new BindPlan(caller, tenant, correct.binds().tenantParameters(), correct.binds().tenantLiterals());
  }

  private boolean isTenants(int ordinal) {
    return Arrays.stream(correct.binds().tenantPositions()).anyMatch(p -> p == ordinal);
  }

  /** The number of the marker at an offset. Statements with question marks that are no markers are not mutated. */
  private int ordinal(int offset) {
    return (int) correct.text().substring(0, offset + 1).chars().filter(c -> c == '?').count();
  }

  private int offset(int ordinal) {
    int offset = -1;
    for (int i = 0; i < ordinal; i++) {
      offset = correct.text().indexOf('?', offset + 1);
    }
    return offset;
  }
}
