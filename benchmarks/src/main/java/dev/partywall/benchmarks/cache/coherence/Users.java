package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.benchmarks.cache.coherence.NodeProcess.Line;
import dev.partywall.test.history.History;
import dev.partywall.test.history.Shown;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The users of one contender. Each has two browser windows, whose requests go to any process; a window that wrote looks
 * at the row at once. What they did and saw is recorded.
 */
final class Users {

  static final int SESSIONS = 64;
  static final int TENANTS = 8;

  /** Rows of a tenant; its users work with all of them. */
  static final int ROWS = 60;

  private static final int TABS = 2;
  private static final double WRITES = 0.06;

  /** The part of requests that are about one of the first few rows. */
  private static final double HOT = 0.5;

  private static final int HOT_ROWS = 6;

  private final int contender;
  private final List<NodeProcess> nodes;
  private final int requests;
  private final Duration think;
  private final History history = new History();
  private final AtomicLong failures = new AtomicLong();

  /**
   * @param contender its number
   * @param requests how many each window sends
   * @param think how long it waits between two, on average
   */
  Users(int contender, List<NodeProcess> nodes, int requests, Duration think) {
    this.contender = contender;
    this.nodes = nodes;
    this.requests = requests;
    this.think = think;
  }

  History history() {
    return history;
  }

  long failures() {
    return failures.get();
  }

  /** What the windows do, each to be run on a thread of its own. */
  List<Runnable> windows() {
    List<Runnable> windows = new ArrayList<>();
    for (int session = 0; session < SESSIONS; session++) {
      for (int tab = 0; tab < TABS; tab++) {
        int number = session;
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(session * TABS + tab);
        windows.add(() -> work(number, dice));
      }
    }
    return windows;
  }

  private void work(int session, RandomGenerator dice) {
    List<Line> lines = new ArrayList<>();
    try {
      for (NodeProcess node : nodes) {
        lines.add(node.line());
      }
      for (int i = 0; i < requests; i++) {
        LockSupport.parkNanos((long) (think.toNanos() * -Math.log(1 - dice.nextDouble())));
        long row = dice.nextInt(dice.nextDouble() < HOT ? HOT_ROWS : ROWS);
        if (dice.nextDouble() < WRITES) {
          ask(session, 'W', row, lines.get(dice.nextInt(lines.size())));
        }
        ask(session, 'R', row, lines.get(dice.nextInt(lines.size())));
      }
      for (Line line : lines) {
        line.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("A process of the application is gone", e);
    }
  }

  private void ask(int session, char what, long row, Line line) {
    String user = "user-" + session;
    long tenant = 1L + session % TENANTS;
    String key = tenant + "/" + row;
    String request = what + " " + contender + " " + user + " " + tenant + " " + Counters.id(contender, row);
    try {
      if (what == 'W') {
        long _ = history.write(user, key, _ -> Long.parseLong(line.ask(request)[0]));
      } else {
        long _ =
            history.read(
                user,
                key,
                () -> {
                  String[] answer = line.ask(request);
                  return new Shown(Long.parseLong(answer[0]), answer[1]);
                });
      }
    } catch (IOException e) {
      if (failures.incrementAndGet() <= 3) {
        System.err.println(Coherence.CONTENDERS.get(contender) + ": " + e.getMessage());
      }
    }
  }

  /** Rows that a process shows to somebody who did nothing yet as older than they are. */
  long staleAtTheEnd(Map<String, Long> truth) throws IOException {
    long stale = 0;
    for (NodeProcess node : nodes) {
      try (Line line = node.line()) {
        for (long tenant = 1; tenant <= TENANTS; tenant++) {
          for (long row = 0; row < ROWS; row++) {
            String request = "R " + contender + " visitor " + tenant + " " + Counters.id(contender, row);
            if (Long.parseLong(line.ask(request)[0]) < truth.getOrDefault(tenant + "/" + row, 0L)) {
              stale++;
            }
          }
        }
      }
    }
    return stale;
  }
}
