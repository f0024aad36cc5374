package dev.partywall.jdbc.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Position;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How far a reader is behind, by what was seen of the writer. */
class WriterHistoryTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SPAN = 13_000 * MILLI;
  private static final long GAP = 3_000 * MILLI;

  private final WriterHistory history = new WriterHistory(SPAN, GAP);

  private static Position place(long lsn) {
    return new Position(1, lsn);
  }

  private void seen(long lsn, long millis) {
    history.add(new Observation(false, place(lsn), 7, "then", true, millis * MILLI));
  }

  private long lagMillis(long lsn, long nowMillis) {
    return history.lag(place(lsn), nowMillis * MILLI) / MILLI;
  }

  @Test
  void underManyWritesAReaderThatStandsStillFallsBehind() {
    seen(10, 0);
    for (int i = 1; i <= 60_000; i++) {
      seen(10 + i, i);
    }

    assertThat(lagMillis(10 + 55_000, 60_000)).isBetween(4_980L, 5_000L);
    assertThat(lagMillis(10 + 100, 60_000)).isGreaterThanOrEqualTo(SPAN / MILLI);
    assertThat(lagMillis(10 + 60_000, 60_000)).isZero();
  }

  @Test
  void aReaderThatLacksWhatIsOldIsBehindAlsoOnceSomethingNewIsWritten() {
    seen(10, 0);
    seen(20, 1_000);
    for (int second = 2; second <= 60; second++) {
      seen(20, second * 1_000);
    }
    seen(30, 60_500);

    assertThat(lagMillis(10, 60_500)).isGreaterThanOrEqualTo(SPAN / MILLI);
    assertThat(lagMillis(20, 60_600)).isEqualTo(100);
  }

  @Test
  void whatTheWriterHadWhenItWasFirstAskedItMayHaveHadForLong() {
    seen(10, 0);
    seen(20, 100);

    assertThat(lagMillis(9, 100)).isGreaterThanOrEqualTo(SPAN / MILLI);
    assertThat(lagMillis(10, 150)).isEqualTo(50);
  }

  @Test
  void whatWasWrittenWhileTheWriterWasNotAskedCountsFromTheBegin() {
    seen(10, 0);
    seen(20, 60_000);
    seen(21, 60_002);
    seen(22, 60_004);

    assertThat(lagMillis(10, 60_004)).isEqualTo(60_004);
  }
}
