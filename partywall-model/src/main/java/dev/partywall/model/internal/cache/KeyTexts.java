package dev.partywall.model.internal.cache;

import java.math.BigDecimal;
import java.util.List;

/** Keys as texts: numbers that the database takes for equal have one. */
final class KeyTexts {

  private KeyTexts() {}

  /** The text of a key's values as they are stored. */
  static String of(List<?> stored) {
    if (stored.size() == 1) {
      return of(stored.getFirst());
    }
    StringBuilder text = new StringBuilder();
    for (Object part : stored) {
      String own = of(part);
      text.append(own.length()).append('.').append(own);
    }
    return text.toString();
  }

  private static String of(Object stored) {
    return switch (stored) {
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case Enum<?> constant -> constant.name();
      default -> stored.toString();
    };
  }
}
