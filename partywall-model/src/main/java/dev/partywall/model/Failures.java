package dev.partywall.model;

import java.sql.SQLException;
import org.jooq.exception.DataAccessException;

/** Says which exception an error of the database becomes. */
@FunctionalInterface
public interface Failures {

  /** jOOQ's. */
  Failures OF_JOOQ = (what, reason) -> new DataAccessException(what + ": " + reason.getMessage(), reason);

  /**
   * The exception to be thrown.
   *
   * @param what what was done, such as {@code Inserting Product into table products}
   */
  RuntimeException of(String what, SQLException reason);
}
