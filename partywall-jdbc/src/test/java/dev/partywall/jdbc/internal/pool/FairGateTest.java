package dev.partywall.jdbc.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users are strings such as {@code a1}: the party is the first letter. */
@Timeout(1200)
class FairGateTest {

  private static final Function<String, Object> PARTY = user -> user.charAt(0);

  private final AtomicLong now = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> order = new ArrayList<>();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private FairGate<String> gate(int size, double share) {
    return new FairGate<>(size, share, PARTY, now::get);
  }

  private long soon() {
    return now.get() + TimeUnit.HOURS.toNanos(1);
  }

  private int enter(FairGate<String> gate, String user) throws InterruptedException {
    int place = gate.enter(user, soon());
    assertThat(place).isNotNegative();
    return place;
  }

  /** A user that comes to wait; who is let in is noted in order. */
  private Future<Integer> queue(FairGate<String> gate, String user) {
    int before = gate.waiting();
    Future<Integer> place =
        threads.submit(
            () -> {
              int got = gate.enter(user, soon());
              synchronized (order) {
                order.add(user);
              }
              return got;
            });
    while (gate.waiting() == before) {
      Thread.onSpinWait();
    }
    return place;
  }

  @Test
  void aPartyAloneMayTakeAllPlaces() throws InterruptedException {
    FairGate<String> gate = gate(4, 0.5);
    for (int i = 0; i < 4; i++) {
      enter(gate, "a" + i);
    }
    assertThat(gate.users()).containsExactlyInAnyOrder("a0", "a1", "a2", "a3");
    assertThat(gate.enter("a4", now.get())).isEqualTo(FairGate.TIMED_OUT);
  }

  @Test
  void aFreePlaceGoesToThePartyWithTheFewestInside() throws Exception {
    FairGate<String> gate = gate(4, 1);
    int first = enter(gate, "a1");
    enter(gate, "a2");
    enter(gate, "a3");
    enter(gate, "b1");
    queue(gate, "a4");
    Future<Integer> b = queue(gate, "b2");
    Future<Integer> c = queue(gate, "c1");
    gate.leave(first);
    gate.leave(c.get());
    b.get();
    assertThat(order).containsExactly("c1", "b2");
  }

  @Test
  void partiesWithAsManyInsideTakeTurns() throws Exception {
    FairGate<String> gate = gate(1, 1);
    int place = enter(gate, "x");
    List<Future<Integer>> waiting = new ArrayList<>();
    for (String user : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
      waiting.add(queue(gate, user));
    }
    for (int i = 1; i <= waiting.size(); i++) {
      gate.leave(place);
      place = 0;
      awaitServed(i);
    }
    assertThat(order).containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  private void awaitServed(int users) {
    while (true) {
      synchronized (order) {
        if (order.size() == users) {
          return;
        }
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void whilePartiesCompeteNoneGetsMoreThanItsShare() throws Exception {
    FairGate<String> gate = gate(4, 0.5);
    int[] places = new int[4];
    for (int i = 0; i < 4; i++) {
      places[i] = enter(gate, "a" + i);
    }
    Future<Integer> b = queue(gate, "b1");
    Future<Integer> a = queue(gate, "a9");
    gate.leave(places[0]);
    gate.leave(b.get());
    gate.leave(places[1]);
    assertThat(a).as("two places are free, and two are held by a").isNotDone();
    gate.leave(enter(gate, "b2"));
    gate.leave(enter(gate, "c1"));
    gate.leave(places[2]);
    a.get();
  }

  @Test
  void aSecondAfterTheCompetitionALonePartyMayTakeAllAgain() throws Exception {
    FairGate<String> gate = gate(2, 0.5);
    int first = enter(gate, "a1");
    int second = enter(gate, "a2");
    Future<Integer> b = queue(gate, "b1");
    Future<Integer> a = queue(gate, "a3");
    gate.leave(first);
    gate.leave(b.get());
    assertThat(a).isNotDone();
    now.addAndGet(TimeUnit.SECONDS.toNanos(2));
    gate.leave(a.get());
    gate.leave(second);
    enter(gate, "a4");
    enter(gate, "a5");
  }

  @Test
  void whoIsInterruptedLeavesTheQueue() throws Exception {
    FairGate<String> gate = gate(1, 1);
    int place = enter(gate, "a1");
    Future<Integer> gone = queue(gate, "b1");
    gone.cancel(true);
    while (gate.waiting() > 0) {
      Thread.onSpinWait();
    }
    gate.leave(place);
    enter(gate, "c1");
  }

  @Test
  void anInterruptIsThrownAndTakesNoPlace() {
    FairGate<String> gate = gate(1, 1);
    Future<Integer> interrupted =
        threads.submit(
            () -> {
              enter(gate, "a1");
              Thread.currentThread().interrupt();
              return gate.enter("a2", soon());
            });
    assertThatThrownBy(interrupted::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(gate.inside()).isOne();
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void aClosedGateTurnsAwayWhoWaitsAndWhoComes() throws Exception {
    FairGate<String> gate = gate(1, 1);
    int place = enter(gate, "a1");
    assertThat(gate.closeIfEmpty()).isFalse();
    Future<Integer> waiting = queue(gate, "b1");
    gate.close();
    assertThat(waiting.get()).isEqualTo(FairGate.CLOSED);
    assertThat(gate.enter("c1", soon())).isEqualTo(FairGate.CLOSED);
    assertThat(gate.inside()).isOne();
    gate.leave(place);
    assertThat(gate.inside()).isZero();
  }

  @Test
  void anEmptyGateCanBeClosedOnce() throws InterruptedException {
    FairGate<String> gate = gate(1, 1);
    gate.leave(enter(gate, "a1"));
    assertThat(gate.closeIfEmpty()).isTrue();
    assertThat(gate.closeIfEmpty()).isFalse();
    assertThat(gate.enter("a1", soon())).isEqualTo(FairGate.CLOSED);
  }

  @Test
  void underLoadPlacesAreNeitherLostNorGivenTwice() throws Exception {
    FairGate<String> gate = new FairGate<>(5, 0.5, PARTY, System::nanoTime);
    Map<Integer, String> holders = new ConcurrentHashMap<>();
    ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    AtomicInteger entered = new AtomicInteger();
    List<Future<?>> users = new ArrayList<>();
    for (int thread = 0; thread < 40; thread++) {
      String user = (char) ('a' + thread % 7) + "" + thread;
      users.add(threads.submit(() -> visit(gate, user, holders, faults, entered)));
    }
    for (Future<?> user : users) {
      user.get();
    }
    assertThat(faults).isEmpty();
    assertThat(entered.get()).isPositive();
    assertThat(gate.inside()).isZero();
    assertThat(gate.waiting()).isZero();
    assertThat(gate.users()).isEmpty();
  }

  private static Void visit(
      FairGate<String> gate,
      String user,
      Map<Integer, String> holders,
      ConcurrentLinkedQueue<String> faults,
      AtomicInteger entered)
      throws InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < 500; i++) {
      long patience = random.nextInt(4) == 0 ? 50_000 : TimeUnit.MINUTES.toNanos(1);
      int place;
      try {
        if (random.nextInt(20) == 0) {
          Thread.currentThread().interrupt();
        }
        place = gate.enter(user, System.nanoTime() + patience);
      } catch (InterruptedException e) {
        continue;
      }
      if (place < 0) {
        continue;
      }
      entered.incrementAndGet();
      String other = holders.putIfAbsent(place, user);
      if (other != null) {
        faults.add(place + " given to " + user + " and " + other);
      }
      if (holders.size() > 5) {
        faults.add("more than 5 inside");
      }
      Thread.yield();
      holders.remove(place);
      gate.leave(place);
    }
    Thread.interrupted();
    return null;
  }
}
