package dev.partywall.test.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Operations in the order in which they ended, to ask for the greatest of those that had ended at a time. */
final class Ends<O extends Operation> {

  private final ToLongFunction<O> size;
  private final List<O> operations = new ArrayList<>();
  private final List<O> greatest = new ArrayList<>();

  /**
   * @param size by what operations are compared
   */
  Ends(ToLongFunction<O> size) {
    this.size = size;
  }

  void add(O operation) {
    operations.add(operation);
  }

  /** To be called when all are added, before the first question. */
  void sort() {
    operations.sort(Comparator.comparingLong(Operation::ended));
    for (O operation : operations) {
      boolean first = greatest.isEmpty();
      greatest.add(
          first || size.applyAsLong(operation) > size.applyAsLong(greatest.getLast()) ? operation : greatest.getLast());
    }
  }

  /** The greatest that had ended before a time; null if none had. */
  @Nullable O before(long time) {
    int low = 0;
    int high = operations.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (operations.get(middle).ended() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : greatest.get(low - 1);
  }
}
