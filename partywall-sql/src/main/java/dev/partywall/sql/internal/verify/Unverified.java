package dev.partywall.sql.internal.verify;

import dev.partywall.sql.TableName;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A guarded text is not what it should be. Does not leave the package. */
final class Unverified extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable TableName table;

  Unverified(String what) {
    this(what, null);
  }

  Unverified(String what, @Nullable TableName table) {
    super(what, null, false, false);
    this.table = table;
  }

  @Nullable TableName table() {
    return table;
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
