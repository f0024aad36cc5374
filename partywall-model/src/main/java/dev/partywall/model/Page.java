package dev.partywall.model;

/**
 * A part of an ordered list of rows.
 *
 * @param offset how many rows are passed over
 * @param limit how many rows there are at most
 */
public record Page(long offset, int limit) {

  /**
   * @throws IllegalArgumentException if the offset is negative or the limit is
   */
  public Page {
    if (offset < 0 || limit < 0) {
      throw new IllegalArgumentException("A page of " + limit + " rows from row " + offset + " on");
    }
  }

  /** The first rows. */
  public static Page first(int limit) {
    return new Page(0, limit);
  }

  /**
   * A page by its number.
   *
   * @param number from 0
   * @param size rows on each page
   */
  public static Page number(int number, int size) {
    return new Page((long) number * size, size);
  }

  /** The page after this one. */
  public Page next() {
    return new Page(offset + limit, limit);
  }
}
