package dev.partywall.jdbc.internal.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query that finds one kind of risk.
 *
 * @param code the stable code, which is also the name of the file with the query
 * @param sql takes the discriminator's name twice; gives severity, object, why, and the DDL
 */
record Check(String code, String sql) {

  /** All checks. */
  static final List<Check> ALL =
      List.of(
          of("child-without-discriminator", "foreign_keys"),
          of("likely-child-without-discriminator"),
          of("key-without-discriminator", "foreign_keys"),
          of("foreign-key-without-discriminator", "foreign_keys"),
          of("index-missing"),
          of("discriminator-nullable"),
          of("discriminator-type"),
          of("definer-view", "views"),
          of("materialized-view", "views"),
          of("definer-function", "functions"),
          of("function-over-tenant-tables", "functions"),
          of("trigger", "functions"),
          of("rule"),
          of("shared-sequence"),
          of("role-superuser"),
          of("role-bypasses-row-security"),
          of("role-owns-tables"),
          of("row-security-not-forced"));

  private static Check of(String code, String... parts) {
    String sql =
        Stream.of(Stream.of("tables"), Arrays.stream(parts), Stream.of(code))
            .flatMap(part -> part)
            .map(Check::text)
            .collect(Collectors.joining("\n"));
    return new Check(code, sql);
  }

  private static String text(String part) {
    try (InputStream file = Check.class.getResourceAsStream(part + ".sql")) {
      if (file == null) {
        throw new IllegalStateException("The module lacks its file " + part + ".sql");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
