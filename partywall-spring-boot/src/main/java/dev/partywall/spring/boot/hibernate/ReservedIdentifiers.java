package dev.partywall.spring.boot.hibernate;

import dev.partywall.core.TenantId;
import java.util.UUID;

/** Identifiers for work that is not a tenant's, of the type of tenant ids. */
sealed interface ReservedIdentifiers {

  Object host();

  Object unbound();

  /** One for each number, so that no two sessions have the same. */
  Object across(long number);

  boolean isAcross(Object identifier);

  boolean isReserved(Object identifier);

  static ReservedIdentifiers of(TenantId.Kind kind) {
    return switch (kind) {
      case BIGINT -> new Bigint();
      case UUID -> new Uuid();
      case TEXT -> new Text();
    };
  }

  /** The smallest numbers: the two first of them, and 2<sup>62</sup> for work across tenants. */
  record Bigint() implements ReservedIdentifiers {
    private static final long FIRST_ACROSS = Long.MIN_VALUE + 2;
    private static final long LAST = Long.MIN_VALUE / 2;

    @Override
    public Object host() {
      return Long.MIN_VALUE;
    }

    @Override
    public Object unbound() {
      return Long.MIN_VALUE + 1;
    }

    @Override
    public Object across(long number) {
      return FIRST_ACROSS + number;
    }

    @Override
    public boolean isAcross(Object identifier) {
      return identifier instanceof Long number && number >= FIRST_ACROSS && number <= LAST;
    }

    @Override
    public boolean isReserved(Object identifier) {
      return identifier instanceof Long number && number <= LAST;
    }
  }

  /** UUIDs of a version that does not exist. */
  record Uuid() implements ReservedIdentifiers {
    private static final long PREFIX = 0x7061_7274_7977_f061L;
    private static final UUID HOST = new UUID(PREFIX, -1);
    private static final UUID UNBOUND = new UUID(PREFIX, -2);

    @Override
    public Object host() {
      return HOST;
    }

    @Override
    public Object unbound() {
      return UNBOUND;
    }

    @Override
    public Object across(long number) {
      return new UUID(PREFIX, number);
    }

    @Override
    public boolean isAcross(Object identifier) {
      return identifier instanceof UUID uuid && isReserved(uuid) && uuid.getLeastSignificantBits() >= 0;
    }

    @Override
    public boolean isReserved(Object identifier) {
      return identifier instanceof UUID uuid && uuid.getMostSignificantBits() == PREFIX;
    }
  }

  /** Texts that begin with a control character, which no tenant id has. */
  record Text() implements ReservedIdentifiers {
    private static final String PREFIX = "\u0001";
    private static final String ACROSS = PREFIX + "across";

    @Override
    public Object host() {
      return PREFIX + "host";
    }

    @Override
    public Object unbound() {
      return PREFIX + "unbound";
    }

    @Override
    public Object across(long number) {
      return ACROSS + number;
    }

    @Override
    public boolean isAcross(Object identifier) {
      return identifier instanceof String text && text.startsWith(ACROSS);
    }

    @Override
    public boolean isReserved(Object identifier) {
      return identifier instanceof String text && text.startsWith(PREFIX);
    }
  }
}
