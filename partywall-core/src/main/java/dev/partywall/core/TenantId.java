package dev.partywall.core;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * The immutable identifier of a {@link Tenant}, which is also the value of the discriminator column.
 *
 * <p>An installation uses one {@link Kind} only. Two ids are equal when kind and value are equal. It can be serialized,
 * since sessions carry it.
 */
public sealed interface TenantId extends Serializable {

  /** The id as the object that a JDBC driver binds: a {@link Long}, {@link UUID} or {@link String}. */
  Object value();

  /** The kind of this id. */
  Kind kind();

  /** A {@code bigint} id. */
  static TenantId of(long value) {
    return new Bigint(value);
  }

  /** A {@code uuid} id. */
  static TenantId of(UUID value) {
    return new Uuid(value);
  }

  /**
   * A text id.
   *
   * @throws IllegalArgumentException if the value is blank, longer than 255 characters, or has a control character
   */
  static TenantId of(String value) {
    return new Text(value);
  }

  /** The column types that a tenant id can have; one per installation. */
  enum Kind {
    BIGINT,
    UUID,
    TEXT;

    /**
     * Reads the text form of an id of this kind, as it stands in a header, claim or configuration.
     *
     * @throws IllegalArgumentException if the text is no id of this kind
     */
    public TenantId parse(String text) {
      return switch (this) {
        case BIGINT -> of(Long.parseLong(text));
        case UUID -> of(canonicalUuid(text));
        case TEXT -> of(text);
      };
    }

    private static java.util.UUID canonicalUuid(String text) {
      java.util.UUID uuid = java.util.UUID.fromString(text);
      if (!uuid.toString().equalsIgnoreCase(text)) {
        throw new IllegalArgumentException("'" + text + "' is not a UUID in its 36-character form");
      }
      return uuid;
    }
  }

  /** A {@code bigint} id. */
  record Bigint(Long value) implements TenantId {
    public Bigint {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public Kind kind() {
      return Kind.BIGINT;
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** A {@code uuid} id. */
  record Uuid(UUID value) implements TenantId {
    public Uuid {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public Kind kind() {
      return Kind.UUID;
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** A text id: 1 to 255 characters, no control character, not blank. */
  record Text(String value) implements TenantId {
    private static final int MAX_LENGTH = 255;

    public Text {
      if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "A text tenant id has 1 to "
                + MAX_LENGTH
                + " characters, none of them a control character; this one has "
                + value.length());
      }
    }

    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
