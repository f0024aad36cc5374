package dev.partywall.model;

/**
 * Turns a property's value into one that a column can store, and back. Never sees null. Needs a constructor without
 * parameters; one instance serves all threads.
 *
 * @param <P> the property's type
 * @param <S> the stored type, one that is mapped without a converter
 */
public interface Converter<P, S> {

  /** The value to store. */
  S toStored(P value);

  /** The property's value. */
  P toProperty(S stored);

  /** No converter. */
  final class None implements Converter<Object, Object> {

    private None() {}

    @Override
    public Object toStored(Object value) {
      return value;
    }

    @Override
    public Object toProperty(Object stored) {
      return stored;
    }
  }
}
