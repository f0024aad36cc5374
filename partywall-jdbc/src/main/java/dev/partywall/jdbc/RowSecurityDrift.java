package dev.partywall.jdbc;

import java.util.List;

/**
 * Something about row-level security that is not as it should be.
 *
 * @param object what it is about, such as {@code public.orders}
 * @param problem what is wrong with it
 * @param repair the statements that put it right, to be run together
 */
public record RowSecurityDrift(String object, String problem, List<String> repair) {

  public RowSecurityDrift {
    repair = List.copyOf(repair);
  }

  @Override
  public String toString() {
    return object + " " + problem;
  }
}
