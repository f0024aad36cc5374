package dev.partywall.example.crm.sample;

/**
 * One of several equal parts of TPC-H. Each is numbered from 1 again, so that the same keys exist in all of them and
 * stand for different things.
 *
 * @param index which part, from 0
 * @param count how many parts there are
 * @param scaleFactor of the whole: 1 is 150,000 customers, 200,000 parts and 1,500,000 orders
 */
record Slice(int index, int count, double scaleFactor) {

  Slice {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("Slice " + index + " of " + count + " does not exist");
    }
    if (sizeOf(150_000, scaleFactor, count) < 1) {
      throw new IllegalArgumentException(
          "TPC-H at scale factor " + scaleFactor + " is too small for " + count + " slices");
    }
  }

  /** How many customers a slice has. */
  int customers() {
    return sizeOf(150_000, scaleFactor, count);
  }

  /** How many parts, our products, a slice has. */
  int products() {
    return sizeOf(200_000, scaleFactor, count);
  }

  /** How many orders the whole has. */
  long allOrders() {
    return Math.round(1_500_000 * scaleFactor);
  }

  /** Whether a key of the whole lies in this slice. */
  boolean contains(long key, int size) {
    return (key - 1) / size == index;
  }

  /** The number within its slice of a key of the whole. */
  static long within(long key, int size) {
    return (key - 1) % size + 1;
  }

  private static int sizeOf(int base, double scaleFactor, int count) {
    return (int) (base * scaleFactor / count);
  }
}
