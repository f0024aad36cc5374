package dev.partywall.jdbc;

import java.time.Duration;
import java.util.Objects;

/**
 * How a node of a datasource set is chosen for a statement.
 *
 * @param selector chooses among the nodes that may serve
 * @param readsInTransactions where a transaction reads that may write
 * @param consistency how a session is made to see what it wrote
 * @param maxLag how far behind the writer a node may be and still serve reads; it also bounds how long a session's
 *     token must be kept
 * @param probeInterval how often a node's state is asked for while nobody waits for it; a node that sessions wait for
 *     is asked up to twenty times as often
 * @param ttl with {@link Consistency#TTL}: how long a session stays with its writer after a write
 * @param noReader what becomes of a read that no reader can serve
 * @param writeUnderReadIntent what becomes of a write where the intent is to read
 * @param multiWriter whether each write node takes writes at any time, as with synchronous multi-master replication
 */
public record Routing(
    NodeSelector selector,
    ReadsInTransactions readsInTransactions,
    Consistency consistency,
    Duration maxLag,
    Duration probeInterval,
    Duration ttl,
    NoReader noReader,
    WriteUnderReadIntent writeUnderReadIntent,
    boolean multiWriter) {

  /**
   * A random reader; the writer in transactions that may write; by position; at most 10 s of lag, probes each second;
   * the writer where there is no reader; writes go through.
   */
  public static final Routing DEFAULT =
      new Routing(
          NodeSelector.RANDOM,
          ReadsInTransactions.PRIMARY,
          Consistency.POSITION,
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          NoReader.WRITER,
          WriteUnderReadIntent.ALLOW,
          false);

  /** Where a transaction reads that may write, until its first write. */
  public enum ReadsInTransactions {
    /** From the writer. */
    PRIMARY,
    /** From one reader, chosen at its first read. */
    FIXED,
    /** From a reader that is chosen anew for each read. */
    DYNAMIC
  }

  /** How a session is made to see what it wrote. */
  public enum Consistency {
    /** A reader serves it as soon as it has replayed the session's last write. */
    POSITION,
    /** The writer serves it for a time after its last write: for databases without positions. */
    TTL,
    /** Not at all: a reader may show it an older state. */
    NONE
  }

  /** What becomes of a read that no reader can serve. */
  public enum NoReader {
    /** The writer serves it. */
    WRITER,
    /** It fails, so that the writer is not flooded. */
    REFUSE
  }

  /** What becomes of a write where the intent is to read. */
  public enum WriteUnderReadIntent {
    /** It goes to the writer; counted, and logged once for each place in the code. */
    ALLOW,
    /** It fails. */
    REFUSE
  }

  public Routing {
    Objects.requireNonNull(selector, "selector");
    requirePositive("maxLag", maxLag);
    requirePositive("probeInterval", probeInterval);
    requirePositive("ttl", ttl);
    if (multiWriter && consistency == Consistency.POSITION) {
      throw new IllegalArgumentException(
          "Several writers have no common position; with multiWriter use consistency TTL, or NONE");
    }
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " is " + value + "; it must be positive");
    }
  }

  /**
   * How long a token is needed after a write: no node that lags more serves at all. Until the writer is seen to have
   * the write two intervals and a second may pass, and until the reader's lag is seen two and three seconds.
   */
  public Duration keep() {
    Duration byLag = maxLag.plus(probeInterval.multipliedBy(4)).plusSeconds(4);
    return byLag.compareTo(ttl) > 0 ? byLag : ttl;
  }

  /** A builder that begins with this routing. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** A builder that begins with {@link #DEFAULT}. */
  public static Builder builder() {
    return DEFAULT.toBuilder();
  }

  /** Builds a {@link Routing}. */
  public static final class Builder {
    private NodeSelector selector;
    private ReadsInTransactions readsInTransactions;
    private Consistency consistency;
    private Duration maxLag;
    private Duration probeInterval;
    private Duration ttl;
    private NoReader noReader;
    private WriteUnderReadIntent writeUnderReadIntent;
    private boolean multiWriter;

    private Builder(Routing from) {
      this.selector = from.selector;
      this.readsInTransactions = from.readsInTransactions;
      this.consistency = from.consistency;
      this.maxLag = from.maxLag;
      this.probeInterval = from.probeInterval;
      this.ttl = from.ttl;
      this.noReader = from.noReader;
      this.writeUnderReadIntent = from.writeUnderReadIntent;
      this.multiWriter = from.multiWriter;
    }

    /** Chooses among the nodes that may serve. */
    public Builder selector(NodeSelector selector) {
      this.selector = selector;
      return this;
    }

    /** Where a transaction reads that may write. */
    public Builder readsInTransactions(ReadsInTransactions reads) {
      this.readsInTransactions = reads;
      return this;
    }

    /** How a session is made to see what it wrote. */
    public Builder consistency(Consistency consistency) {
      this.consistency = consistency;
      return this;
    }

    /** How far behind the writer a node may be and still serve reads. */
    public Builder maxLag(Duration maxLag) {
      this.maxLag = maxLag;
      return this;
    }

    /** How often a node's state is asked for while nobody waits for it. */
    public Builder probeInterval(Duration probeInterval) {
      this.probeInterval = probeInterval;
      return this;
    }

    /** With {@link Consistency#TTL}: how long a session stays with its writer after a write. */
    public Builder ttl(Duration ttl) {
      this.ttl = ttl;
      return this;
    }

    /** What becomes of a read that no reader can serve. */
    public Builder noReader(NoReader answer) {
      this.noReader = answer;
      return this;
    }

    /** What becomes of a write where the intent is to read. */
    public Builder writeUnderReadIntent(WriteUnderReadIntent answer) {
      this.writeUnderReadIntent = answer;
      return this;
    }

    /** Whether each write node takes writes at any time. */
    public Builder multiWriter(boolean multiWriter) {
      this.multiWriter = multiWriter;
      return this;
    }

    /**
     * The routing.
     *
     * @throws IllegalArgumentException if a time is not positive, or several writers are to be compared by position
     */
    public Routing build() {
      return new Routing(
          selector,
          readsInTransactions,
          consistency,
          maxLag,
          probeInterval,
          ttl,
          noReader,
          writeUnderReadIntent,
          multiWriter);
    }
  }
}
