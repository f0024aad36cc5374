package dev.partywall.sql.guard;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.StatementRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A statement of a table in the test's resources and what the guard makes of it. In the file, the lines of the outcome
 * begin with {@code =>}; cases are separated by empty lines, and lines that begin with {@code #} are titles.
 *
 * @param sql the caller's text
 * @param outcome the guarded text and what goes into its markers, or the refusal's code
 */
record GuardCase(String sql, String outcome) {

  private static final String MARK = "=> ";

  static List<GuardCase> of(String file) {
    try (InputStream in = Objects.requireNonNull(GuardCase.class.getResourceAsStream(file))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n\\s*\n", -1)).flatMap(GuardCase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<GuardCase> read(String paragraph) {
    List<String> lines = paragraph.lines().filter(line -> !line.startsWith("# ")).toList();
    String sql = lines.stream().filter(line -> !line.startsWith(MARK)).collect(Collectors.joining("\n"));
    String outcome = lines.stream().filter(line -> line.startsWith(MARK)).collect(Collectors.joining("\n"));
    return sql.isBlank() ? Stream.of() : Stream.of(new GuardCase(sql, outcome));
  }

  static String outcome(GuardedStatement statement) {
    BindPlan binds = statement.binds();
    String caller = join(IntStream.rangeClosed(1, binds.callerCount()).map(binds::position));
    String tenant = join(Arrays.stream(binds.tenantPositions()));
    String parameters = join(binds.tenantParameters().stream().mapToInt(BindPlan.TenantParameter::parameter));
    String literals =
        binds.tenantLiterals().stream().map(BindPlan.TenantLiteral::value).collect(Collectors.joining(","));
    String text = Arrays.stream(statement.text().split("\n", -1)).collect(Collectors.joining("\n" + MARK));
    return MARK
        + text
        + ("\n" + MARK + statement.effect().name().toLowerCase(java.util.Locale.ROOT))
        + (caller.isEmpty() ? "" : ", caller " + caller)
        + (tenant.isEmpty() ? "" : ", tenant " + tenant)
        + (parameters.isEmpty() ? "" : ", parameter " + parameters + " must be the tenant")
        + (literals.isEmpty() ? "" : ", literal " + literals + " must be the tenant");
  }

  static String outcome(StatementRefusedException refusal) {
    return MARK + "refused: " + refusal.reason().code();
  }

  private static String join(IntStream numbers) {
    return numbers.mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return sql;
  }
}
