package dev.partywall.model.internal.table;

import dev.partywall.model.KeySource;
import dev.partywall.model.MappingException;
import dev.partywall.model.internal.mapping.Property;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is set here when a row is written: times, versions, keys. */
public final class Stamps {

  private final Clock clock;
  private final TimeOrderedUuids uuids;

  /**
   * @param clock for times and keys
   */
  public Stamps(Clock clock) {
    this.clock = clock;
    this.uuids = new TimeOrderedUuids(clock);
  }

  /** A property's value in a new row. */
  @Nullable Object onInsert(TablePlan<?> plan, Property property, @Nullable Object value) {
    return switch (property.role().kind()) {
      case CREATED -> property.isUnset(value) ? now(property) : value;
      case UPDATED -> now(property);
      case VERSION -> property.isUnset(value) ? property.accept(0L) : value;
      case DELETED -> property.isUnset(value) && property.shape().stored() == Boolean.class ? false : value;
      case KEY -> property.isUnset(value) && !plan.isDiscriminator(property) ? key(plan, property) : value;
      default -> plan.isDiscriminator(property) && property.isUnset(value) ? null : value;
    };
  }

  private static Object missing(TablePlan<?> plan, Property key) {
    throw new MappingException(
        plan.entity().describe(),
        "its key's " + key + " is missing; set it, or say with @Id where it comes from: IDENTITY, SEQUENCE, UUID_V7");
  }

  private @Nullable Object key(TablePlan<?> plan, Property key) {
    if (key.shape().primitive() && key.role().source() == KeySource.ASSIGNED) {
      return key.accept(0);
    }
    boolean generated =
        key.role().source() == KeySource.UUID_V7
            || key.role().source() == KeySource.AUTO && key.shape().stored() == UUID.class;
    if (!generated || plan.keyCells().size() > 1 && key.role().source() == KeySource.AUTO) {
      return missing(plan, key);
    }
    UUID uuid = uuids.next();
    return key.shape().toProperty(key.shape().stored() == String.class ? uuid.toString() : uuid);
  }

  /** The time of a write, as precise as the database keeps it. */
  @Nullable Object now(Property property) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Class<?> stored = property.shape().stored();
    Object time = now;
    if (stored == OffsetDateTime.class) {
      time = now.atOffset(ZoneOffset.UTC);
    } else if (stored == LocalDateTime.class) {
      time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    }
    return property.shape().toProperty(time);
  }
}
