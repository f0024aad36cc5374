package dev.partywall.model.internal.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of properties, columns and tables. */
public final class Names {

  private static final Pattern WORD_START =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
  private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  /** PostgreSQL cuts longer names off. */
  private static final int LONGEST = 63;

  private static final int LISTED = 30;

  private Names() {}

  /** A name in camel case as one in snake case: {@code unitPrice}, unit_price; {@code HTTPPort}, http_port. */
  public static String snake(String camel) {
    return WORD_START.matcher(camel).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  /** Whether this can be the name of a table. */
  public static boolean isIdentifier(String name) {
    return IDENTIFIER.matcher(name).matches() && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /** Names for people, in order. */
  public static String list(Collection<String> names) {
    String listed = names.stream().sorted().limit(LISTED).collect(Collectors.joining(", "));
    return names.size() > LISTED ? listed + ", … (" + names.size() + " in all)" : listed;
  }

  /** What was meant, perhaps. */
  public static String hint(String name, Collection<String> names) {
    String bare = bare(name);
    return names.stream()
        .filter(other -> isNear(bare, bare(other)))
        .findFirst()
        .map(other -> "; did you mean " + other + "?")
        .orElse("");
  }

  private static String bare(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isNear(String a, String b) {
    int common = 0;
    while (common < Math.min(a.length(), b.length()) && a.charAt(common) == b.charAt(common)) {
      common++;
    }
    int tail = 0;
    while (tail < Math.min(a.length(), b.length()) - common
        && a.charAt(a.length() - 1 - tail) == b.charAt(b.length() - 1 - tail)) {
      tail++;
    }
    int differing = Math.max(a.length(), b.length()) - common - tail;
    return differing <= 2 && differing < Math.max(a.length(), b.length()) / 2.0;
  }
}
