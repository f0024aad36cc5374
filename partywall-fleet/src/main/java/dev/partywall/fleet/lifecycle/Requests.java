package dev.partywall.fleet.lifecycle;

import dev.partywall.core.DomainName;
import dev.partywall.fleet.NewTenant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells whether two tenants that are wanted are the same one. */
final class Requests {

  private Requests() {}

  /**
   * The same for the same tenant. Of what seeders are told only the names count, not the values, which may be passwords
   * and are not to be guessed from what is stored.
   */
  static String hash(NewTenant wanted) {
    String text =
        String.join(
            "\u0000",
            wanted.name().canonical(),
            String.valueOf(wanted.id()),
            wanted.title(),
            wanted.domains().stream().map(DomainName::value).sorted().toList().toString(),
            text(wanted.settings()),
            wanted.home().toString(),
            wanted.seed().keySet().stream().sorted().toList().toString());
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, each) -> sorted.put(String.valueOf(key), each == null ? "" : text(each)));
        yield sorted.toString();
      }
      case Collection<?> all -> all.stream().map(Requests::text).collect(Collectors.joining(",", "[", "]"));
      default -> value.getClass().getSimpleName() + " " + value;
    };
  }
}
