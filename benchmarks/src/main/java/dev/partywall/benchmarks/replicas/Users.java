package dev.partywall.benchmarks.replicas;

import dev.partywall.benchmarks.replicas.Contender.Statements;
import dev.partywall.test.history.History;
import dev.partywall.test.history.Shown;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The users of one contender. Each has one or more tabs, which send requests at the same time: most read a row, some
 * raise one, and after such a form the tab shows the page of the row at once. What they do follows from seeds, so that
 * it is the same for all contenders.
 */
final class Users {

  private static final int ERRORS_SHOWN = 5;

  private final Contender contender;
  private final int number;
  private final Plan plan;

  /** What users know: a write is done when its request was answered. */
  private final History answers = new History();

  /** What requests know: a write is done when it is committed. Each request is a session of its own. */
  private final History within = new History();

  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final ConcurrentHashMap<Long, String> keys = new ConcurrentHashMap<>();

  /**
   * @param number the contender's, which says which rows are its own
   */
  Users(Contender contender, int number, Plan plan) {
    this.contender = contender;
    this.number = number;
    this.plan = plan;
  }

  Contender contender() {
    return contender;
  }

  int number() {
    return number;
  }

  History answers() {
    return answers;
  }

  History within() {
    return within;
  }

  /** How many requests failed. */
  int failures() {
    return failures.get();
  }

  /** The first errors, for people. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Lets all users work; they have ended when the futures have. */
  List<Future<?>> start(ExecutorService threads) {
    List<Future<?>> tabs = new ArrayList<>();
    for (int session = 0; session < Plan.SESSIONS; session++) {
      Caller caller = Caller.of(session);
      for (int tab = 0; tab < plan.tabs(); tab++) {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(session * plan.tabs() + tab);
        tabs.add(threads.submit(() -> work(caller, dice)));
      }
    }
    return tabs;
  }

  /** Waits until the users have ended. */
  static void await(List<Future<?>> tabs) throws InterruptedException {
    for (Future<?> tab : tabs) {
      try {
        tab.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A user stopped", e.getCause());
      }
    }
  }

  private void work(Caller caller, RandomGenerator dice) {
    for (int i = 0; i < plan.requests(); i++) {
      think(dice);
      boolean write = dice.nextDouble() < Plan.WRITES;
      boolean readBack = dice.nextDouble() < Plan.READ_BACK;
      int choice = dice.nextInt(Caller.CHOICES);
      long row = Rows.id(number, dice.nextDouble() < plan.shared() ? caller.sharedRow(choice) : caller.ownRow(choice));
      if (write) {
        write(caller, row, readBack);
      }
      read(caller, row);
    }
  }

  private void think(RandomGenerator dice) {
    double share = -Math.log(1 - dice.nextDouble());
    LockSupport.parkNanos((long) (plan.think().toNanos() * share));
  }

  private void read(Caller caller, long row) {
    attempt(
        () ->
            answers.read(
                caller.name(),
                key(caller, row),
                () -> {
                  Shown[] shown = new Shown[1];
                  contender.serve(caller, false, statements -> shown[0] = statements.read(row));
                  return shown[0];
                }));
  }

  private void write(Caller caller, long row, boolean readBack) {
    attempt(
        () ->
            answers.write(
                caller.name(),
                key(caller, row),
                number -> {
                  long[] version = new long[1];
                  contender.serve(
                      caller,
                      true,
                      statements -> version[0] = within(statements, key(caller, row), row, number, readBack));
                  return version[0];
                }));
  }

  private long within(Statements statements, String key, long row, long write, boolean readBack) throws SQLException {
    String request = "request-" + requests.incrementAndGet();
    long version = within.write(request, key, _ -> statements.write(row, Rows.id(number, write)));
    if (readBack) {
      within.read(request, key, () -> statements.read(row));
    }
    return version;
  }

  private String key(Caller caller, long row) {
    return keys.computeIfAbsent(
        row * Plan.TENANTS + caller.number() % Plan.TENANTS, _ -> caller.tenant().id() + "/" + row);
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception e) {
      if (failures.incrementAndGet() <= ERRORS_SHOWN) {
        errors.add(e.toString());
      }
    }
  }
}
