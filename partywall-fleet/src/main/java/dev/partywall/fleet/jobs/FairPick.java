package dev.partywall.fleet.jobs;

import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.util.Collection;
import java.util.stream.Collectors;

/** Makes db-scheduler pick the jobs that {@code partywall.next_jobs} says, instead of the oldest. */
final class FairPick extends PostgreSqlJdbcCustomization {

  private final Collection<String> names;
  private final int share;
  private final Holds holds;

  /**
   * @param names the jobs that this process knows
   * @param share how many of one owner run at a time
   */
  FairPick(Collection<String> names, int share, Holds holds) {
    super(true, false);
    this.names = names;
    this.share = share;
    this.holds = holds;
  }

  /** Its first parameter, whether jobs are picked already, is always false. */
  @Override
  public String createGenericSelectForUpdateQuery(String table, int limit, String condition, boolean orderByPriority) {
    return "SELECT * FROM partywall.next_jobs(?, ?, "
        + limit
        + ", "
        + share
        + ", "
        + array(names)
        + ", "
        + array(holds.owners())
        + ") AS next WHERE true "
        + condition;
  }

  private static String array(Collection<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }
}
