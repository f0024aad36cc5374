package dev.partywall.jdbc.door;

import dev.partywall.core.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tenant ids as values of JDBC. */
final class TenantValues {

  private TenantValues() {}

  static void bind(PreparedStatement statement, int position, TenantId id) throws SQLException {
    switch (id) {
      case TenantId.Bigint(Long value) -> statement.setLong(position, value);
      case TenantId.Uuid(UUID value) -> statement.setObject(position, value);
      case TenantId.Text(String value) -> statement.setString(position, value);
    }
  }

  static void bindAll(PreparedStatement statement, int position, Set<TenantId> ids) throws SQLException {
    if (ids.isEmpty()) {
      // Of no type, so that the server takes the column's: no id is there to tell it.
      statement.setObject(position, "{}", Types.OTHER);
      return;
    }
    Object[] values = ids.stream().map(TenantId::value).toArray();
    Array array = statement.getConnection().createArrayOf(elementType(ids.iterator().next().kind()), values);
    statement.setArray(position, array);
  }

  static void bindNull(PreparedStatement statement, int position) throws SQLException {
    statement.setNull(position, Types.NULL);
  }

  /**
   * Whether a value, in whatever type a caller or a mapper gives it, is this id. Not surely the same is not the same.
   */
  static boolean same(TenantId id, @Nullable Object value) {
    return switch (id) {
      case TenantId.Bigint(Long own) -> own.equals(number(value));
      case TenantId.Uuid(UUID own) ->
          own.equals(value) || (value instanceof String text && own.toString().equalsIgnoreCase(text));
      case TenantId.Text(String own) -> own.equals(value);
    };
  }

  private static String elementType(TenantId.Kind kind) {
    return switch (kind) {
      case BIGINT -> "bigint";
      case UUID -> "uuid";
      case TEXT -> "text";
    };
  }

  /** The value as a whole number; null if it is none, or too long for an id. */
  private static @Nullable Long number(@Nullable Object value) {
    try {
      return switch (value) {
        case Long n -> n;
        case Integer n -> n.longValue();
        case Short n -> n.longValue();
        case Byte n -> n.longValue();
        case BigInteger n -> n.longValueExact();
        case BigDecimal n -> n.longValueExact();
        case String text -> Long.valueOf(text.strip());
        case null, default -> null;
      };
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}
