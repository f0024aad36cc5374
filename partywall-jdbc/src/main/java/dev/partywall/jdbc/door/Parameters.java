package dev.partywall.jdbc.door;

import dev.partywall.jdbc.internal.forward.Binding.Setter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values that a caller gave a prepared statement, so that they can be given to it again elsewhere. */
final class Parameters {

  private @Nullable Setter[] setters;
  private boolean onlyOnce;

  /**
   * @param count how many parameters the caller has
   */
  Parameters(int count) {
    this.setters = new Setter[count + 1];
  }

  void remember(int parameter, Setter setter) {
    setters[parameter] = setter;
  }

  void rememberOnce() {
    onlyOnce = true;
  }

  void forget() {
    Arrays.fill(setters, null);
    onlyOnce = false;
  }

  /** Whether a value was a stream, which is used up. */
  boolean onlyOnce() {
    return onlyOnce;
  }

  /** The values by the caller's numbers, from 1; null for one that was not given. */
  @Nullable Setter get(int parameter) {
    return setters[parameter];
  }

  int count() {
    return setters.length - 1;
  }
}
