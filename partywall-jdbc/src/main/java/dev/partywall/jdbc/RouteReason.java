package dev.partywall.jdbc;

import java.util.Locale;

/** Why a statement went to the node that it went to. */
public enum RouteReason {
  /** The set has one node. */
  ONLY_NODE,
  /** It may write, lock, or advance a sequence. */
  WRITER_EFFECT,
  /** The intent is to write. */
  WRITER_INTENT,
  /** It is part of a transaction that may write. */
  WRITER_TRANSACTION,
  /** Its unit of work wrote before. */
  WRITER_WROTE,
  /** No reader has replayed what its session wrote. */
  WRITER_SESSION_BEHIND,
  /** Its session wrote a moment ago, and where is not known yet. */
  WRITER_SESSION_PENDING,
  /** Its session wrote a while ago on a server that was replaced since. */
  WRITER_SESSION_FAILOVER,
  /** What its session wrote is not known, since the store of tokens does not say. */
  WRITER_SESSION_UNKNOWN,
  /** Its session stays with a writer for a time. */
  WRITER_SESSION_PINNED,
  /** Its session saw more at another node than any reader has replayed. */
  WRITER_MONOTONIC,
  /** Readers have not replayed a change of the schema. */
  WRITER_SCHEMA_BEHIND,
  /** No reader is up and near enough. */
  WRITER_NO_READER,
  /** A reader could not run it, and it was run again. */
  WRITER_RETRY,
  /** The reader has replayed what its session wrote. */
  READER_CAUGHT_UP,
  /** Its session wrote nothing of late: any reader. */
  READER_ANY,
  /** Its transaction, or its session, reads there. */
  READER_SAME,
  /** Another reader could not run it, and it was run again. */
  READER_RETRY;

  /** Whether the node was chosen to read only. */
  public boolean isReader() {
    return name().startsWith("READER");
  }

  /** The name in metrics, such as {@code writer-effect}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
