package dev.partywall.jdbc.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most a fixed number of users in, and when more come, the one whose party has the fewest inside. Parties with
 * as many take turns; within a party the first to come is the first to go in.
 *
 * <p>While parties compete, and for a second after, none gets more than its share, so that the next one to come finds a
 * place and need not wait until another's long work ends. A party that is alone may take all.
 *
 * @param <T> what a user says about itself; its party is found by a function
 */
final class FairGate<T> {

  /** Returned for a place where the gate has none within the deadline. */
  static final int TIMED_OUT = -1;

  /** Returned for a place where the gate is closed. */
  static final int CLOSED = -2;

  private static final int FULL = -3;
  private static final int CLOSED_FLAG = Integer.MIN_VALUE;
  private static final long COMPETITION_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int size;
  private final int share;
  private final Function<T, Object> party;
  private final LongSupplier clock;

  /** How many are inside; negative once closed. */
  private final AtomicInteger inside = new AtomicInteger();

  /** Who is inside. A place is emptied before {@link #inside} falls, so who was counted in finds one. */
  private final AtomicReferenceArray<@Nullable T> places;

  private final ReentrantLock lock = new ReentrantLock();

  /** The waiting, by party; the party that was served last is last. Guarded by the lock. */
  private final LinkedHashMap<Object, Deque<Ticket<T>>> queues = new LinkedHashMap<>();

  /** How many wait. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether parties compete or did so lately; then all go through the lock. Written under the lock. */
  private volatile boolean competing;

  /** Until when, on the gate's clock. Written under the lock. */
  private volatile long competingUntil;

  /**
   * @param size how many may be inside
   * @param share the part of them that one party may have while others compete
   * @param clock nanoseconds, as {@link System#nanoTime}
   */
  FairGate(int size, double share, Function<T, Object> party, LongSupplier clock) {
    this.size = size;
    this.share = Math.max(1, (int) (share * size));
    this.party = party;
    this.clock = clock;
    this.places = new AtomicReferenceArray<>(size);
  }

  /** A user that waits. */
  private static final class Ticket<T> {
    private static final int WAITING = Integer.MIN_VALUE;

    private final T user;
    private final Object party;
    private final Thread thread = Thread.currentThread();
    private final long since;
    private volatile int place = WAITING;

    private Ticket(T user, Object party, long since) {
      this.user = user;
      this.party = party;
      this.since = since;
    }

    private void answer(int place) {
      this.place = place;
      LockSupport.unpark(thread);
    }
  }

  /**
   * Goes in, at the latest when the deadline comes.
   *
   * @param deadline on the gate's clock
   * @return the place, to be given to {@link #leave}; or {@link #TIMED_OUT} or {@link #CLOSED}
   */
  int enter(T user, long deadline) throws InterruptedException {
    if (waiting.get() == 0 && !competing) {
      int place = tryEnter(user);
      if (place != FULL) {
        return place;
      }
    }
    return enterInTurn(user, deadline);
  }

  /**
   * Goes in if that keeps nobody out: no one waits, parties do not compete, and a place is left for the next.
   *
   * @return the place, or negative
   */
  int enterIfQuiet(T user) {
    int now = inside.get();
    boolean quiet = waiting.get() == 0 && !competing && (now == 0 || now + 1 < size);
    return quiet ? tryEnter(user) : TIMED_OUT;
  }

  /** Goes out. */
  void leave(int place) {
    places.set(place, null);
    inside.decrementAndGet();
    if (waiting.get() > 0) {
      lock.lock();
      try {
        letIn();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Closes the gate if nobody is inside and nobody waits. */
  boolean closeIfEmpty() {
    lock.lock();
    try {
      return queues.isEmpty() && inside.compareAndSet(0, CLOSED_FLAG);
    } finally {
      lock.unlock();
    }
  }

  /** Closes the gate: who waits or comes is turned away, who is inside stays until they leave. */
  void close() {
    lock.lock();
    try {
      if (inside.get() >= 0) {
        inside.addAndGet(CLOSED_FLAG);
      }
      queues.values().forEach(queue -> queue.forEach(ticket -> ticket.answer(CLOSED)));
      queues.clear();
      waiting.set(0);
    } finally {
      lock.unlock();
    }
  }

  int inside() {
    return inside.get() & Integer.MAX_VALUE;
  }

  int waiting() {
    return waiting.get();
  }

  /** Since when, on the gate's clock, the one waits that waits longest; the given time if nobody does. */
  long waitingSince(long otherwise) {
    lock.lock();
    try {
      return queues.values().stream().mapToLong(queue -> queue.element().since).min().orElse(otherwise);
    } finally {
      lock.unlock();
    }
  }

  /** The users inside. */
  List<T> users() {
    List<T> users = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      T user = places.get(i);
      if (user != null) {
        users.add(user);
      }
    }
    return users;
  }

  private int tryEnter(T user) {
    int now = inside.get();
    while (now >= 0 && now < size) {
      if (inside.compareAndSet(now, now + 1)) {
        return take(user);
      }
      now = inside.get();
    }
    return now < 0 ? CLOSED : FULL;
  }

  private int take(T user) {
    int place = (int) (Thread.currentThread().threadId() % size);
    while (!places.compareAndSet(place, null, user)) {
      place = place + 1 == size ? 0 : place + 1;
    }
    return place;
  }

  private int enterInTurn(T user, long deadline) throws InterruptedException {
    Ticket<T> ticket = new Ticket<>(user, party.apply(user), clock.getAsLong());
    lock.lock();
    try {
      if (inside.get() < 0) {
        return CLOSED;
      }
      queues.computeIfAbsent(ticket.party, _ -> new ArrayDeque<>()).add(ticket);
      waiting.incrementAndGet();
      letIn();
      noticeCompetition(ticket);
    } finally {
      lock.unlock();
    }
    return await(ticket, deadline);
  }

  private int await(Ticket<T> ticket, long deadline) throws InterruptedException {
    while (ticket.place == Ticket.WAITING) {
      long now = clock.getAsLong();
      if (now - deadline >= 0) {
        return withdraw(ticket);
      }
      LockSupport.parkNanos(this, Math.min(deadline - now, untilLimitsMayEnd(now)));
      if (Thread.interrupted()) {
        int place = withdraw(ticket);
        if (place >= 0) {
          leave(place);
        }
        throw new InterruptedException();
      }
      letInAfterCompetition();
    }
    return ticket.place;
  }

  private long untilLimitsMayEnd(long now) {
    return competing ? Math.clamp(competingUntil - now, 1, COMPETITION_NANOS) : COMPETITION_NANOS;
  }

  /** Leaves the queue, unless the ticket was answered meanwhile: then its answer counts. */
  private int withdraw(Ticket<T> ticket) {
    lock.lock();
    try {
      if (ticket.place == Ticket.WAITING) {
        Deque<Ticket<T>> queue = queues.get(ticket.party);
        if (queue != null && queue.remove(ticket)) {
          waiting.decrementAndGet();
          if (queue.isEmpty()) {
            queues.remove(ticket.party);
          }
        }
        return TIMED_OUT;
      }
      return ticket.place;
    } finally {
      lock.unlock();
    }
  }

  /** Lets in whose turn it is while there are places. Under the lock. */
  private void letIn() {
    while (!queues.isEmpty() && inside.get() < size) {
      Deque<Ticket<T>> queue = next();
      if (queue == null) {
        return;
      }
      Ticket<T> ticket = queue.element();
      int place = tryEnter(ticket.user);
      if (place < 0) {
        return;
      }
      queue.remove();
      waiting.decrementAndGet();
      queues.remove(ticket.party);
      if (!queue.isEmpty()) {
        queues.put(ticket.party, queue);
      }
      ticket.answer(place);
    }
  }

  /** The queue of the party with the fewest inside, of those that may have more; null if none may. */
  private @Nullable Deque<Ticket<T>> next() {
    boolean limited = stillCompeting();
    Map<Object, Integer> counts = counts();
    Deque<Ticket<T>> next = null;
    int fewest = limited ? share : size;
    for (Map.Entry<Object, Deque<Ticket<T>>> queue : queues.entrySet()) {
      int count = counts.getOrDefault(queue.getKey(), 0);
      if (count < fewest) {
        fewest = count;
        next = queue.getValue();
      }
    }
    return next;
  }

  private Map<Object, Integer> counts() {
    Map<Object, Integer> counts = new HashMap<>();
    users().forEach(user -> counts.merge(party.apply(user), 1, Integer::sum));
    return counts;
  }

  /** Parties compete when one waits while another is inside, or goes in while another waits. Under the lock. */
  private void noticeCompetition(Ticket<T> ticket) {
    boolean others =
        ticket.place == Ticket.WAITING
            ? queues.size() > 1 || counts().keySet().stream().anyMatch(other -> !other.equals(ticket.party))
            : queues.keySet().stream().anyMatch(other -> !other.equals(ticket.party));
    if (others) {
      competing = true;
      competingUntil = clock.getAsLong() + COMPETITION_NANOS;
    }
  }

  private boolean stillCompeting() {
    if (competing && clock.getAsLong() - competingUntil >= 0) {
      competing = false;
    }
    return competing;
  }

  /** The limits of a competition end by time, when nobody leaves who would let others in. */
  private void letInAfterCompetition() {
    lock.lock();
    try {
      letIn();
    } finally {
      lock.unlock();
    }
  }
}
