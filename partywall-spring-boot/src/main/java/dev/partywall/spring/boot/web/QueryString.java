package dev.partywall.spring.boot.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a query string without touching the request's body, which belongs to the application. */
final class QueryString {

  private QueryString() {}

  /** The decoded values of a parameter; one without an equals sign has an empty value. */
  static List<String> values(@Nullable String query, String name) {
    if (query == null) {
      return List.of();
    }
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> decode(pair[0]).equals(name))
        .map(pair -> pair.length == 2 ? decode(pair[1]) : "")
        .toList();
  }

  /** Text that is not well encoded stays as it is, and is refused as a name. */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
