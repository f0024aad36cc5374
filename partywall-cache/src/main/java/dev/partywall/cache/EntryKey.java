package dev.partywall.cache;

/** Which entry of a cache: whose, and under which key. */
final class EntryKey {

  final Space space;
  final String text;

  EntryKey(Space space, String text) {
    this.space = space;
    this.text = text;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // spaces are compared by identity
  public boolean equals(Object other) {
    return other instanceof EntryKey key && space == key.space && text.equals(key.text);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(space) * 31 + text.hashCode();
  }

  @Override
  public String toString() {
    return space + ":" + text;
  }
}
