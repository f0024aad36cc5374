package dev.partywall.test.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.test.history.Operation.Read;
import dev.partywall.test.history.Operation.Write;
import dev.partywall.test.history.Violation.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker, by histories made by hand. Times are small numbers: {@code write(session, key, version, from, to)}. */
class HistoryTest {

  private final History history = new History();
  private long number;

  @Test
  void aReadThatShowsTheSessionsWriteIsFine() {
    write("ann", "a", 1, 0, 1);
    read("ann", "a", 1, 2, 3);

    assertThat(history.verdict()).isEqualTo(new Verdict(1, 1, List.of(), List.of()));
  }

  @Test
  void aReadThatBeganAfterTheSessionsWriteAndDoesNotShowItIsStale() {
    Write write = write("ann", "a", 2, 0, 1);
    Read read = read("ann", "a", 1, 2, 3);

    assertThat(history.verdict().staleOwnReads()).containsExactly(new Violation(Kind.STALE_OWN_READ, read, write));
    assertThat(history.verdict().isMonotonic()).isTrue();
  }

  @Test
  void aReadThatBeganBeforeTheWriteWasAcknowledgedMayShowEither() {
    write("ann", "a", 2, 0, 5);
    read("ann", "a", 1, 4, 9);
    read("ann", "a", 2, 4, 9);
    read("ann", "a", 1, 5, 9);

    assertThat(history.verdict().readsItsWrites()).isTrue();
  }

  @Test
  void theNewestOfSeveralWritesCountsNotTheLastThatEnded() {
    Write newest = write("ann", "a", 3, 1, 2);
    write("ann", "a", 2, 0, 4);
    read("ann", "a", 2, 5, 6);

    assertThat(history.verdict().staleOwnReads()).extracting(Violation::before).containsExactly(newest);
  }

  @Test
  void anotherSessionNeedNotSeeTheWriteNorDoesAnotherKey() {
    write("ann", "a", 2, 0, 1);
    read("bob", "a", 1, 2, 3);
    read("ann", "b", 1, 2, 3);

    assertThat(history.verdict().readsItsWrites()).isTrue();
    assertThat(history.verdict().isMonotonic()).isTrue();
  }

  @Test
  void aNewerVersionOfSomebodyElseIsAsGoodAsTheSessionsOwn() {
    write("ann", "a", 1, 0, 1);
    write("bob", "a", 2, 2, 3);
    read("ann", "a", 2, 4, 5);

    assertThat(history.verdict().readsItsWrites()).isTrue();
  }

  @Test
  void anOlderVersionThanTheSessionSawIsBackInTime() {
    Read first = read("ann", "a", 7, 0, 1);
    Read second = read("ann", "a", 6, 2, 3);

    assertThat(history.verdict().nonMonotonicReads())
        .containsExactly(new Violation(Kind.OLDER_THAN_SEEN, second, first));
    assertThat(history.verdict().readsItsWrites()).isTrue();
  }

  @Test
  void readsAtTheSameTimeMayShowDifferentVersions() {
    read("ann", "a", 7, 0, 5);
    read("ann", "a", 6, 1, 6);
    read("bob", "a", 5, 9, 9);

    assertThat(history.verdict().isMonotonic()).isTrue();
  }

  @Test
  void aStateWithoutAWriteThatWasDoneBeforeOneThatTheSessionSawIsBackInTime() {
    Write first = write("bob", "a", 1, 0, 1);
    write("bob", "b", 1, 2, 3);
    read("ann", "b", 1, 4, 5);
    Read second = read("ann", "a", 0, 6, 7);

    assertThat(history.verdict().nonMonotonicReads())
        .containsExactly(new Violation(Kind.STATE_GONE_BACK, second, first));
  }

  @Test
  void writesAtTheSameTimeMayBeSeenInEitherOrder() {
    write("bob", "a", 1, 0, 3);
    write("cid", "b", 1, 2, 4);
    read("ann", "b", 1, 5, 6);
    read("ann", "a", 0, 7, 8);

    assertThat(history.verdict().isMonotonic()).isTrue();
  }

  @Test
  void aVersionThatNobodyIsKnownToHaveMadeSaysNothingOfOtherKeys() {
    write("bob", "a", 1, 0, 1);
    read("ann", "b", 9, 4, 5);
    read("ann", "a", 0, 6, 7);

    assertThat(history.verdict().isMonotonic()).isTrue();
  }

  @Test
  void aReadThatIsBackInTimeInTwoWaysCountsOnce() {
    write("bob", "a", 1, 0, 1);
    write("bob", "b", 1, 2, 3);
    read("ann", "a", 1, 4, 5);
    read("ann", "b", 1, 4, 5);
    read("ann", "a", 0, 6, 7);

    assertThat(history.verdict().nonMonotonicReads()).hasSize(1);
  }

  @Test
  void theOrderInWhichOperationsWereRecordedDoesNotMatter() {
    read("ann", "a", 1, 6, 7);
    read("ann", "a", 2, 4, 5);
    write("ann", "a", 2, 0, 1);

    assertThat(history.verdict().staleOwnReads()).hasSize(1);
    assertThat(history.verdict().nonMonotonicReads()).hasSize(1);
  }

  @Test
  void anAcknowledgedWriteThatIsNotThereInTheEndIsLost() {
    write("ann", "a", 1, 0, 1);
    Write lost = write("ann", "b", 1, 0, 1);

    assertThat(history.lost(Set.of(1L, 77L))).containsExactly(lost);
    assertThat(history.lost(Set.of(1L, 2L))).isEmpty();
  }

  @Test
  void whatRunsIsRecordedWithItsTimesAndWhatFailsIsNot() {
    long version = history.write("ann", "a", own -> 10 + own);
    history.read("ann", "a", () -> new Shown(version, "read-1"));
    assertThatThrownBy(
            () ->
                history.write(
                    "ann",
                    "a",
                    _ -> {
                      throw new IllegalStateException("down");
                    }))
        .isInstanceOf(IllegalStateException.class);

    List<Operation> operations = history.operations();
    assertThat(operations).hasSize(2);
    assertThat(operations.getFirst()).isInstanceOfSatisfying(Write.class, w -> assertThat(w.number()).isEqualTo(1));
    assertThat(operations.getLast()).isInstanceOfSatisfying(Read.class, r -> assertThat(r.from()).isEqualTo("read-1"));
    assertThat(operations.getFirst().version()).isEqualTo(11);
    assertThat(operations.getLast().began()).isGreaterThanOrEqualTo(operations.getFirst().ended());
  }

  @Test
  void theExampleOfTheDocumentation() {
    long[] row = {1};
    history.write("ann", "order 7", _ -> ++row[0]);
    history.read("ann", "order 7", () -> Shown.of(row[0]));
    assertThat(history.verdict().staleOwnReads()).isEmpty();
  }

  @Test
  void aViolationTellsWhoSawWhatAndFromWhere() {
    write("ann", "a", 2, 0, 1_000_000);
    read("ann", "a", 1, 3_500_000, 4_000_000);

    assertThat(history.verdict().toString())
        .contains("1 reads, 1 writes, 1 stale own reads")
        .contains("session ann saw a at version 1 from read-1")
        .contains("2.5 ms before");
  }

  private Write write(String session, String key, long version, long began, long ended) {
    Write write = new Write(session, key, version, began, ended, ++number);
    history.add(write);
    return write;
  }

  private Read read(String session, String key, long version, long began, long ended) {
    Read read = new Read(session, key, version, began, ended, "read-1");
    history.add(read);
    return read;
  }
}
