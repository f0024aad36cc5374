package dev.partywall.cache;

import dev.partywall.core.SessionToken;
import java.util.function.UnaryOperator;

/** Something that many entries depend on, in this process. A change of its mark drops them all. */
final class Generation {

  /** Of whoever cannot hear what other processes do: no entry has it. */
  static final Mark UNUSABLE = new Mark(SessionToken.NONE, 0);

  private volatile Mark mark = new Mark(SessionToken.NONE, 0);

  Mark mark() {
    return mark;
  }

  synchronized void change(UnaryOperator<Mark> change) {
    mark = change.apply(mark);
  }
}
