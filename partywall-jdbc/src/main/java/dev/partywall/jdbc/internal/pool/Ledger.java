package dev.partywall.jdbc.internal.pool;

import dev.partywall.jdbc.Budget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The count of open connections against the {@link Budget}. Whoever opens a connection takes a permit before, and gives
 * it back when the connection is closed; so the budget holds at every moment. Permits are given in the order asked for,
 * except that one who waits for one server does not hold up others.
 */
final class Ledger {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final int maximum;
  private final int maximumPerServer;
  private final Room room;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private int open;
  private final Map<String, Integer> openByServer = new HashMap<>();
  private final List<Claim> claims = new ArrayList<>();

  /** Whether claims wait; written under the lock. */
  private volatile boolean wanted;

  /** Makes room by closing a connection that nobody uses. */
  @FunctionalInterface
  interface Room {
    /**
     * Closes one connection that nobody uses.
     *
     * @param servers on one of which the connection must be for its closing to help; empty if any helps
     * @return whether one was closed
     */
    boolean make(List<String> servers);
  }

  Ledger(Budget budget, Room room) {
    this.maximum = budget.connections();
    this.maximumPerServer = budget.connectionsPerServer();
    this.room = room;
  }

  /** The right to have one connection open, from before it is opened until after it is closed. */
  final class Permit implements AutoCloseable {
    private List<String> servers;

    private Permit(List<String> servers) {
      this.servers = servers;
    }

    /** Of several servers that were possible, this is the one; the others' counts fall. */
    void narrow(@Nullable String server) {
      if (server != null && servers.size() > 1 && servers.contains(server)) {
        replace(List.of(server));
      }
    }

    /** Gives the permit back; a second call does nothing. */
    @Override
    public void close() {
      replace(List.of());
    }

    private void replace(List<String> fewer) {
      lock.lock();
      try {
        if (servers.isEmpty()) {
          return;
        }
        servers.stream().filter(server -> !fewer.contains(server)).forEach(server -> count(server, -1));
        servers = fewer;
        if (fewer.isEmpty()) {
          open--;
        }
        handOut();
        wanted = !claims.isEmpty();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Somebody who waits for a permit. */
  static final class Claim {
    private final Object owner;
    private final List<String> servers;
    private final long since = System.nanoTime();
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable Permit permit;

    private Claim(Object owner, List<String> servers) {
      this.owner = owner;
      this.servers = servers;
    }

    Object owner() {
      return owner;
    }

    /** Since when it waits, as {@link System#nanoTime}. */
    long since() {
      return since;
    }
  }

  /**
   * Takes a permit, at the latest when the deadline comes.
   *
   * @param owner who asks
   * @param servers the servers that the connection may be to
   * @param deadline as {@link System#nanoTime}
   * @param needed looked at while waiting: whether there is still need of it
   * @return the permit, or empty if there is none in time or no need any more
   */
  Optional<Permit> take(Object owner, List<String> servers, long deadline, BooleanSupplier needed)
      throws InterruptedException {
    Claim claim = new Claim(owner, servers);
    lock.lock();
    try {
      claims.add(claim);
      handOut();
      wanted = !claims.isEmpty();
    } finally {
      lock.unlock();
    }
    try {
      while (claim.permit == null && System.nanoTime() - deadline < 0 && needed.getAsBoolean()) {
        if (!room.make(bottleneck(servers)) && claim.permit == null) {
          LockSupport.parkNanos(this, LOOK_NANOS);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } catch (Throwable t) {
      withdraw(claim).ifPresent(Permit::close);
      throw t;
    }
    return withdraw(claim);
  }

  /** The permit of a claim, or empty and no longer waiting. */
  private Optional<Permit> withdraw(Claim claim) {
    lock.lock();
    try {
      claims.remove(claim);
      wanted = !claims.isEmpty();
      return Optional.ofNullable(claim.permit);
    } finally {
      lock.unlock();
    }
  }

  /** Gives permits to those who wait and can have one. Under the lock. */
  private void handOut() {
    if (claims.isEmpty()) {
      return;
    }
    for (Claim claim : List.copyOf(claims)) {
      if (open < maximum && claim.servers.stream().allMatch(this::hasRoom)) {
        open++;
        claim.servers.forEach(server -> count(server, 1));
        claims.remove(claim);
        claim.permit = new Permit(claim.servers);
        LockSupport.unpark(claim.thread);
      }
    }
  }

  private boolean hasRoom(String server) {
    return openByServer.getOrDefault(server, 0) < maximumPerServer;
  }

  private void count(String server, int change) {
    openByServer.merge(server, change, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** The servers of these that are full; empty if it is the whole process that is. */
  private List<String> bottleneck(List<String> servers) {
    lock.lock();
    try {
      return servers.stream().filter(server -> !hasRoom(server)).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits for a permit: the cheap question before {@link #claimOn}. */
  boolean isWanted() {
    return wanted;
  }

  /** The claim that waits longest of those that closing a connection to these servers would help. */
  Optional<Claim> claimOn(List<String> servers) {
    lock.lock();
    try {
      return claims.stream()
          .filter(claim -> claim.servers.stream().allMatch(server -> hasRoom(server) || servers.contains(server)))
          .findFirst();
    } finally {
      lock.unlock();
    }
  }

  int open() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the whole process or one of its servers has no room. */
  boolean isFull() {
    lock.lock();
    try {
      return open >= maximum || openByServer.values().stream().anyMatch(count -> count >= maximumPerServer);
    } finally {
      lock.unlock();
    }
  }

  int maximum() {
    return maximum;
  }

  Map<String, Integer> openByServer() {
    lock.lock();
    try {
      return Map.copyOf(openByServer);
    } finally {
      lock.unlock();
    }
  }

  int maximumPerServer() {
    return maximumPerServer;
  }
}
