package dev.partywall.jdbc.oracle.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Choices of one statement, and what they add up to besides text: parameters, fresh names, a budget of nesting. */
final class Dice {

  private final Random random;
  private int names;
  private int tables = 1;

  /** How many tables a statement names at most, so that joins of all rows with all stay small. */
  private static final int MOST_TABLES = 4;

  Dice(long seed) {
    random = new Random(seed);
  }

  /** Whether the statement may name one more table. */
  boolean oneMoreTable() {
    return tables++ < MOST_TABLES;
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A name of its own, or now and then one that may hide another. */
  String name(String prefix) {
    return percent(15) ? one("a", "b", "orders", "x", "tenant_id", "\"A\"") : prefix + ++names;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T one(T... options) {
    return options[random.nextInt(options.length)];
  }

  <T> T one(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> T call(Supplier<T>... options) {
    return one(options).get();
  }

  <T> List<T> times(int count, Supplier<T> supplier) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(supplier.get());
    }
    return all;
  }
}
