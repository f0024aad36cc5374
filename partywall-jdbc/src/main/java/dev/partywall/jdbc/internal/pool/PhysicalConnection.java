package dev.partywall.jdbc.internal.pool;

import dev.partywall.core.DatasourceName;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A borrowed connection to one database. For one thread at a time, except {@link #evict()}. */
public interface PhysicalConnection {

  /** The set it belongs to. */
  DatasourceName set();

  /** The node of the set that it is to. */
  String node();

  /** When it had been opened, as {@link System#nanoTime}: its server runs since before that. */
  long openedAt();

  /** The connection. It is not closed by the borrower: see {@link #release()} and {@link #evict()}. */
  Connection connection();

  /**
   * To be called before anything else, if at all: makes this the connection of an idle one of its pool on which the
   * schema and the identity are set already, if there is such a one that was used lately.
   *
   * @param schema as for {@link #useSchema}
   * @param identity as for {@link #identify}; null where row-level security is off
   */
  void prefer(@Nullable String schema, @Nullable Identity identity);

  /**
   * Makes this schema the whole search path. No round trip if it is so already, which outlives the return to the pool;
   * a rollback that takes the setting back is noticed.
   *
   * @param schema the schema, or null for the search path that connections of this database begin with
   */
  void useSchema(@Nullable String schema) throws SQLException;

  /** What is to be set so that statements run as this identity; null if they certainly do. */
  @Nullable IdentityChange change(Identity identity);

  /**
   * Makes statements run as this identity. No round trip if it is so already, which outlives the return to the pool; a
   * rollback that takes the setting back is noticed.
   */
  void identify(Identity identity) throws SQLException;

  /**
   * A statement is about to run that makes this change itself; should it fail, it is not known whether it did. What was
   * set already when the change was asked for is set again if it is so no more.
   */
  void changing(IdentityChange change) throws SQLException;

  /** That statement succeeded. */
  void changed(IdentityChange change);

  /**
   * Gives it back. What is not clean (an open transaction, changed isolation, read-only, auto-commit) is cleaned, and
   * if that fails the physical connection is closed for good. Never throws; a second call does nothing.
   */
  void release();

  /**
   * Gives back one that works but must not be used again, since it has settings or temporary objects of its user: its
   * open transaction is rolled back, and it is closed. Never throws; a second call does nothing.
   */
  void retire();

  /** Gives it back and closes the physical connection for good. Never throws; a second call does nothing. */
  void evict();
}
