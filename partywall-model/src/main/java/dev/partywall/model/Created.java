package dev.partywall.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When the row was stored first: set by an insert unless the entity says something, and left alone by updates. One of
 * {@link java.time.Instant}, {@link java.time.OffsetDateTime} or {@link java.time.LocalDateTime} (in UTC).
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Created {}
