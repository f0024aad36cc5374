package dev.partywall.core;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name of the domain name system in the form in which it is compared: lower case, ASCII (punycode for other scripts),
 * without port and trailing dot, as in {@code shop.example.org}. An IP address is no domain name.
 */
public record DomainName(String value) implements Comparable<DomainName> {

  private static final int MAX_LENGTH = 253;
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  public DomainName {
    value = normalised(value);
    if (!isName(value)) {
      throw new IllegalArgumentException(
          "'" + value + "' is no domain name; one is labels of letters, digits, hyphens or underscores joined by dots");
    }
  }

  /**
   * A name as an operator writes it, in any script.
   *
   * @throws IllegalArgumentException if the text is no domain name
   */
  public static DomainName of(String text) {
    return new DomainName(IDN.toASCII(text, IDN.ALLOW_UNASSIGNED));
  }

  /** A name as it stands in a request, or empty if the text is no domain name. Only ASCII is accepted there. */
  public static Optional<DomainName> parse(String text) {
    return isName(normalised(text)) ? Optional.of(new DomainName(text)) : Optional.empty();
  }

  /** The labels from left to right. */
  public List<String> labels() {
    return List.of(value.split("\\.", -1));
  }

  @Override
  public int compareTo(DomainName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static String normalised(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean isName(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches() && !NUMERIC_END.matcher(text).matches();
  }
}
