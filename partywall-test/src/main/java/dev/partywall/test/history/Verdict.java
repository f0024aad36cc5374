package dev.partywall.test.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a history shows.
 *
 * @param reads how many reads were judged
 * @param writes how many writes were acknowledged
 * @param staleOwnReads reads that do not show what their session wrote, in their order
 * @param nonMonotonicReads reads that go back in time from what their session read, in their order; each read once
 */
public record Verdict(long reads, long writes, List<Violation> staleOwnReads, List<Violation> nonMonotonicReads) {

  private static final int SHOWN = 5;

  public Verdict {
    staleOwnReads = List.copyOf(staleOwnReads);
    nonMonotonicReads = List.copyOf(nonMonotonicReads);
  }

  /** Whether each session saw what it wrote. */
  public boolean readsItsWrites() {
    return staleOwnReads.isEmpty();
  }

  /** Whether no session went back in time. */
  public boolean isMonotonic() {
    return nonMonotonicReads.isEmpty();
  }

  /** The counts, and the first violations of each kind. */
  @Override
  public String toString() {
    return reads
        + " reads, "
        + writes
        + " writes, "
        + staleOwnReads.size()
        + " stale own reads, "
        + nonMonotonicReads.size()
        + " reads back in time"
        + first(staleOwnReads)
        + first(nonMonotonicReads);
  }

  private static String first(List<Violation> violations) {
    return violations.stream().limit(SHOWN).map(violation -> "\n  " + violation).collect(Collectors.joining());
  }
}
