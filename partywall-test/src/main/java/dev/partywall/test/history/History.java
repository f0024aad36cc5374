package dev.partywall.test.history;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What sessions wrote and saw, for tests of an application with replicas: it says whether each session saw what it
 * wrote, and whether none went back in time. Many threads may record at once, also for the same session.
 *
 * {@snippet :
 * History history = new History();
 * history.write("ann", "order 7", _ -> update("update orders set version = version + 1 where id = 7 returning version"));
 * history.read("ann", "order 7", () -> Shown.of(query("select version from orders where id = 7")));
 * assertThat(history.verdict().staleOwnReads()).isEmpty();
 * }
 *
 * Each write of a key must make a version that is higher than all before: a counter in the row does. What fails is not
 * recorded: nothing follows from it.
 */
public final class History {

  private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
  private final AtomicLong numbers = new AtomicLong();

  /** Writes. */
  @FunctionalInterface
  public interface WriteWork<X extends Exception> {
    /**
     * Writes, and returns when the caller of the application would know that it is done.
     *
     * @param number the write's own number, to be stored with it if {@link History#lost} is to find it
     * @return the version that the write made
     */
    long write(long number) throws X;
  }

  /** Reads. */
  @FunctionalInterface
  public interface ReadWork<X extends Exception> {
    /** What is seen. */
    Shown read() throws X;
  }

  /** Writes and records it, unless it fails; the version that was made. */
  public <X extends Exception> long write(String session, String key, WriteWork<X> work) throws X {
    long number = numbers.incrementAndGet();
    long began = System.nanoTime();
    long version = work.write(number);
    add(new Operation.Write(session, key, version, began, System.nanoTime(), number));
    return version;
  }

  /** Reads and records it, unless it fails; the version that was seen. */
  public <X extends Exception> long read(String session, String key, ReadWork<X> work) throws X {
    long began = System.nanoTime();
    Shown shown = work.read();
    add(new Operation.Read(session, key, shown.version(), began, System.nanoTime(), shown.from()));
    return shown.version();
  }

  /** Adds what was recorded elsewhere. */
  public void add(Operation operation) {
    operations.add(operation);
  }

  /** What was recorded until now. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** Judges what was recorded until now. */
  public Verdict verdict() {
    return Judge.verdict(operations());
  }

  /** The acknowledged writes whose numbers are not among those that were found in the end. */
  public List<Operation.Write> lost(Collection<Long> found) {
    Set<Long> there = Set.copyOf(found);
    return operations.stream()
        .filter(Operation.Write.class::isInstance)
        .map(Operation.Write.class::cast)
        .filter(write -> !there.contains(write.number()))
        .toList();
  }
}
