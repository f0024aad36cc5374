package dev.partywall.sql.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.Reach;
import dev.partywall.sql.StatementRefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that are made to exhaust a reader: each ends soon, guarded or refused, on a stack of the usual size. */
class HostileTextTest {

  /** No measurement: what is quadratic or worse takes hours at these sizes. */
  private static final Duration HANG = Duration.ofSeconds(60);

  private static final int TOKENS = 20_000;
  private static final int SOUPS = 20_000;

  private final SqlGuard guard = new SqlGuard(ShopCatalog.CATALOG, ShopCatalog.POLICY);

  static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("a literal of 1 MB", "select '" + "x".repeat(1 << 20) + "' from orders");
    texts.put("1 MB of quotes", "select '" + "''".repeat(1 << 19) + "' from orders");
    texts.put("1 MB of comment", "select 1 /*" + "*".repeat(1 << 20) + "*/ from orders");
    texts.put("nested comments", "select 1 " + "/*".repeat(200_000) + "*/".repeat(200_000) + " from orders");
    texts.put("open comments", "select 1 " + "/*".repeat(400_000));
    texts.put("1 MB of blanks", "select" + " ".repeat(1 << 20) + "1 from orders");
    texts.put("1 MB of semicolons", "select 1" + ";".repeat(1 << 20));
    texts.put("1 MB of operators", "select 1 " + "+".repeat(1 << 20) + " 1 from orders");
    texts.put("1 MB of minus", "select 1" + " -".repeat(1 << 19) + " 1 from orders");
    texts.put("1 MB in one name", "select " + "a".repeat(1 << 20) + " from orders");
    texts.put("1 MB of dollars", "select " + "$".repeat(1 << 20));
    texts.put("dollar quotes that never close", "select " + join(50_000, " ", i -> "$a" + i + "$"));
    texts.put("10,000 brackets", "select " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " from orders");
    texts.put("10,000 open brackets", "select " + "(".repeat(10_000));
    texts.put("10,000 subqueries", "select " + "(select ".repeat(10_000) + "1" + ")".repeat(10_000));
    texts.put("10,000 sources", "select 1 from " + "(select * from ".repeat(10_000) + "orders" + ") x".repeat(10_000));
    texts.put("10,000 brackets of joins", "select 1 from " + "(".repeat(10_000) + "orders" + ")".repeat(10_000));
    texts.put("10,000 CTEs", "with " + join(10_000, ", ", i -> "c" + i + " as (select 1)") + " select 1 from orders");
    texts.put("nested CTEs", "with a as (".repeat(5_000) + "select 1" + ") select 1".repeat(5_000));
    texts.put("10,000 unions", join(10_000, " union all ", i -> "select id from orders where id = " + i));
    texts.put("10,000 tables", "select 1 from " + join(10_000, ", ", i -> "orders o" + i));
    texts.put("10,000 joins", "select 1 from orders" + join(10_000, "", i -> " left join orders o" + i + " on true"));
    texts.put("a list of 100,000", "select 1 from orders where id in (" + join(100_000, ", ", _ -> "?") + ")");
    texts.put("100,000 rows", "insert into orders (id) values " + join(100_000, ", ", i -> "(" + i + ")"));
    texts.put("100,000 ORs", "select 1 from orders where " + join(100_000, " or ", i -> "id = " + i));
    texts.put(
        "10,000 CASEs",
        "select " + "case when true then ".repeat(10_000) + "1" + " end".repeat(10_000) + " from orders");
    texts.put("10,000 NOTs", "select 1 from orders where " + "not ".repeat(10_000) + "true");
    texts.put("10,000 casts", "select 1" + "::int".repeat(10_000) + " from orders");
    texts.put("10,000 subscripts", "select x" + "[1]".repeat(10_000) + " from orders x");
    texts.put("10,000 escapes", "select " + "{fn abs(".repeat(10_000) + "1" + ")}".repeat(10_000));
    texts.put("10,000 EXPLAINs", "explain ".repeat(10_000) + "select 1");
    texts.put(
        "every character", IntStream.range(0, 0x10000).mapToObj(Character::toString).collect(Collectors.joining()));
    return texts;
  }

  private static String join(int count, String between, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(between));
  }

  static Iterable<String> names() {
    return texts().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void endsSoon(String name) {
    String sql = texts().get(name);
    Assertions.assertTimeoutPreemptively(HANG, () -> attempt(sql));
  }

  /** Words, marks and literals without any order, at random: guarded or refused, and nothing else is thrown. */
  @Test
  void wordsWithoutOrderAreRefusedOrGuarded() {
    long seed = Long.getLong("partywall.seed", System.nanoTime());
    System.out.println("token soup from seed " + seed);
    int guarded = 0;
    for (int i = 0; i < SOUPS; i++) {
      guarded += attempt(soup(new Random(seed + i), 1 + i % 25)) ? 1 : 0;
    }
    assertThat(guarded).isPositive();
    for (int i = 0; i < 5; i++) {
      String longSoup = soup(new Random(seed - i), TOKENS);
      Assertions.assertTimeoutPreemptively(HANG, () -> attempt(longSoup));
    }
  }

  private static String soup(Random random, int tokens) {
    String[] words = {
      "select",
      "from",
      "where",
      "orders",
      "customers",
      "o",
      "id",
      "*",
      ",",
      "(",
      ")",
      "1",
      "?",
      "'x'",
      "and",
      "or",
      "=",
      "union",
      "join",
      "on",
      "using",
      "left",
      "natural",
      "lateral",
      "with",
      "as",
      "values",
      "insert",
      "into",
      "update",
      "set",
      "delete",
      "returning",
      "case",
      "when",
      "then",
      "end",
      "group",
      "by",
      "order",
      "limit",
      "not",
      "null",
      "in",
      "exists",
      ".",
      "::",
      "[",
      "]",
      "tenant_id",
      "\"Orders\"",
      "filter",
      "over",
      "partition",
      "for",
      "share",
      "merge",
      "matched",
      "explain",
      "table",
      "only",
      "/* c */",
      "-- c\n",
      ";",
      "$$x$$",
      "+"
    };
    StringBuilder soup = new StringBuilder(random.nextBoolean() ? "select " : "");
    for (int i = 0; i < tokens; i++) {
      soup.append(words[random.nextInt(words.length)]).append(' ');
    }
    return soup.toString();
  }

  /** Whether the text is guarded; a refusal is the only other outcome. */
  private boolean attempt(String sql) {
    try {
      GuardedStatement guarded = guard.guard(sql, Reach.TENANT);
      assertThat(guarded.text()).isNotBlank();
      return true;
    } catch (StatementRefusedException e) {
      assertThat(e.getMessage()).hasSizeLessThan(1_000);
      return false;
    }
  }
}
