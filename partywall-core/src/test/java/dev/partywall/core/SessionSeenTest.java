package dev.partywall.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.SessionWrites.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session saw, where its requests run at the same time. */
class SessionSeenTest {

  private final SessionWrites writes = new SessionWrites();

  private List<String> nodes() {
    return writes.seen(DatasourceName.MAIN).stream().map(Seen::node).toList();
  }

  @Test
  void aReadTakesThePlaceOfThoseThatItKeptTo() {
    writes.saw(DatasourceName.MAIN, "read-1", List.of());
    writes.saw(DatasourceName.MAIN, "write-1", writes.seen(DatasourceName.MAIN));

    assertThat(nodes()).containsExactly("write-1");
  }

  @Test
  void aReadThatEndsLaterDoesNotReplaceOneThatItKnewNothingOf() {
    List<Seen> both = writes.seen(DatasourceName.MAIN);
    writes.saw(DatasourceName.MAIN, "write-1", both);
    writes.saw(DatasourceName.MAIN, "read-1", both);

    assertThat(nodes()).containsExactlyInAnyOrder("write-1", "read-1");
  }

  @Test
  void ofANodeTheLastReadCounts() {
    List<Seen> both = writes.seen(DatasourceName.MAIN);
    writes.saw(DatasourceName.MAIN, "read-1", both);
    Seen first = writes.seen(DatasourceName.MAIN).getFirst();
    writes.saw(DatasourceName.MAIN, "read-1", both);

    assertThat(nodes()).containsExactly("read-1");
    assertThat(writes.seen(DatasourceName.MAIN).getFirst().at()).isGreaterThanOrEqualTo(first.at());
  }
}
