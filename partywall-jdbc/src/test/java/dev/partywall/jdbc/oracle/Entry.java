package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.OracleStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement of a corpus file.
 *
 * @param line where it begins
 * @param sql its text
 * @param parameters its parameters as written; {@code T} is the tenant's id
 * @param ordered whether the order of rows counts
 * @param generatedKeys whether generated keys are asked for
 * @param refused the reason it must be refused for, {@code *} for any; null if it must not
 * @param differs whether a tenant can tell, by the nature of a key that all tenants share
 * @param mayBeRefused whether it may be refused although it is harmless
 * @param since the first major version of PostgreSQL that knows such a statement
 * @param policiesSince the first major version in which policies alone isolate it, without the guard
 * @param control whether it shows that the statements before it are not refused for nothing
 */
public record Entry(
    int line,
    String sql,
    List<String> parameters,
    boolean ordered,
    boolean generatedKeys,
    @Nullable String refused,
    boolean differs,
    boolean mayBeRefused,
    int since,
    int policiesSince,
    boolean control) {

  private static final Logger LOG = LoggerFactory.getLogger(Entry.class);
  private static final int OLDEST_VERSION = 14;

  /** All statements of a file. */
  public static List<Entry> of(String resource) {
    List<Entry> entries = new ArrayList<>();
    Reading reading = new Reading();
    int number = 0;
    for (String line : Sample.text(resource).split("\n", -1)) {
      number++;
      if (reading.take(line, number)) {
        entries.add(reading.entry());
        reading = new Reading();
      }
    }
    return entries;
  }

  /** The statements of a file that the tests' server knows. Says how many those are that it does not know. */
  static List<Entry> known(String resource) {
    return leavingOut(resource, of(resource), Entry::since);
  }

  /** Those that it isolates by policies alone. */
  static List<Entry> isolatedByPolicies(String resource) {
    return leavingOut(resource + " by policies alone", known(resource), Entry::policiesSince);
  }

  private static List<Entry> leavingOut(String what, List<Entry> all, ToIntFunction<Entry> since) {
    List<Entry> some = all.stream().filter(entry -> since.applyAsInt(entry) <= Server.VERSION).toList();
    if (some.size() < all.size()) {
      LOG.warn(
          "{}: {} of {} statements left out on PostgreSQL {}",
          what,
          all.size() - some.size(),
          all.size(),
          Server.VERSION);
    }
    return some;
  }

  /** The statement, with a tenant's id where it is asked for. */
  public OracleStatement forTenant(TenantId tenant) {
    List<@Nullable Object> values = new ArrayList<>();
    parameters.forEach(text -> values.add(value(text, tenant)));
    return new OracleStatement(sql, values, ordered, generatedKeys);
  }

  private static @Nullable Object value(String text, TenantId tenant) {
    if (text.equals("null")) {
      return null;
    }
    if (text.equals("T")) {
      return tenant.value();
    }
    return text.startsWith("'") ? text.substring(1, text.length() - 1) : (Object) Integer.valueOf(text);
  }

  @Override
  public String toString() {
    return line + ": " + (sql.length() > 100 ? sql.substring(0, 100) + "…" : sql).replace("\n", " ⏎ ");
  }

  /** One entry on its way out of the file. */
  private static final class Reading {
    private final StringBuilder sql = new StringBuilder();
    private List<String> parameters = List.of();
    private int first;
    private boolean ordered;
    private boolean generatedKeys;
    private @Nullable String refused;
    private boolean differs;
    private boolean mayBeRefused;
    private int since = OLDEST_VERSION;
    private int policiesSince = OLDEST_VERSION;
    private boolean control;

    /** Takes a line, and says whether it ends the statement. */
    boolean take(String line, int number) {
      if (sql.isEmpty() && (line.isBlank() || line.startsWith("--"))) {
        directive(line);
        return false;
      }
      if (sql.isEmpty()) {
        first = number;
      }
      sql.append(sql.isEmpty() ? "" : "\n").append(line);
      return line.endsWith(";");
    }

    private void directive(String line) {
      int colon = line.indexOf(": ");
      if (line.startsWith("--:") || line.startsWith("--tenant:")) {
        parameters = List.of(line.substring(colon + 2).split(", "));
      } else if (line.startsWith("--refused ")) {
        refused = line.substring("--refused ".length());
      } else if (line.startsWith("--since ")) {
        since = Integer.parseInt(line.substring("--since ".length()));
      } else if (line.startsWith("--policies-since ")) {
        policiesSince = Integer.parseInt(line.substring("--policies-since ".length()));
      }
      ordered |= line.equals("--ordered");
      generatedKeys |= line.equals("--generated");
      differs |= line.equals("--differs");
      mayBeRefused |= line.equals("--may-be-refused");
      control |= line.equals("--control");
    }

    Entry entry() {
      String text = sql.substring(0, sql.length() - 1);
      return new Entry(
          first,
          text,
          parameters,
          ordered,
          generatedKeys,
          refused,
          differs,
          mayBeRefused,
          since,
          policiesSince,
          control);
    }
  }
}
