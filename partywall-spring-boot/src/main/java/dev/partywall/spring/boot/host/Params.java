package dev.partywall.spring.boot.host;

import dev.partywall.fleet.TenantState;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parameters and headers of requests. */
final class Params {

  /** What a page has if nobody says how much. */
  static final int DEFAULT_LIMIT = 50;

  /** The longest page. */
  static final int MAX_LIMIT = 200;

  private static final int MAX_KEY = 255;

  private Params() {}

  /** What a text stands for; null if there is none. */
  static <T> @Nullable T read(String name, @Nullable String text, Function<String, T> reading, String action) {
    if (text == null) {
      return null;
    }
    try {
      return reading.apply(text);
    } catch (RuntimeException e) {
      throw ProblemException.invalid(name, "'" + text + "' does not fit", action);
    }
  }

  static int limit(@Nullable String text) {
    String action = "Give a number from 1 to " + MAX_LIMIT + ", or leave it out";
    Integer limit = read("limit", text, Integer::valueOf, action);
    if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
      throw ProblemException.invalid("limit", limit + " is too few or too many", action);
    }
    return limit == null ? DEFAULT_LIMIT : limit;
  }

  static @Nullable TenantState state(@Nullable String text) {
    String all = Arrays.stream(TenantState.values()).map(TenantView::word).collect(Collectors.joining(", "));
    return read("state", text, word -> TenantState.valueOf(word.toUpperCase(Locale.ROOT)), "Give one of " + all);
  }

  /** A key as it is sent, with or without the quotation marks that it should have. */
  static @Nullable String idempotencyKey(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    String key = quoted ? text.substring(1, text.length() - 1) : text;
    if (key.isEmpty() || key.length() > MAX_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw ProblemException.invalid(
          "Idempotency-Key",
          "it is empty, longer than " + MAX_KEY + " characters, or has others than printable ASCII",
          "Send a UUID of your own making");
    }
    return key;
  }
}
