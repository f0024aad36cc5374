package dev.partywall.cache;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.SessionToken;
import java.util.ArrayList;
import java.util.List;

/** A token as fields and values of a hash: {@code main, 1:0/3000148}; of a pin {@code main~, write-1~1732260000000}. */
final class TokenFields {

  private static final String PIN = "~";

  private TokenFields() {}

  /** Fields and values in turn. */
  static List<String> of(SessionToken token) {
    List<String> fields = new ArrayList<>();
    token
        .positions()
        .forEach(
            (set, position) -> {
              fields.add(set.value());
              fields.add(position.toString());
            });
    token
        .pins()
        .forEach(
            (set, pin) -> {
              fields.add(set + PIN);
              fields.add(text(pin));
            });
    return fields;
  }

  private static String text(Pin pin) {
    return pin.writer() + PIN + pin.until().toEpochMilli();
  }

  /**
   * The token of such fields.
   *
   * @throws IllegalArgumentException if they are none
   */
  static SessionToken read(List<String> fields) {
    SessionToken token = SessionToken.NONE;
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String field = fields.get(i);
      String set = field.endsWith(PIN) ? field.substring(0, field.length() - 1) : field;
      token = token.merge(SessionToken.parse(DatasourceName.of(set) + "=" + fields.get(i + 1)));
    }
    return token;
  }
}
