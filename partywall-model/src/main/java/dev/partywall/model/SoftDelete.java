package dev.partywall.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rows are marked as deleted and stay: reads, updates and deletes pass them over, except through {@link
 * Model#withDeleted()}. The column is a boolean, or a timestamp that is null for rows that are there. On a property it
 * is the property's column; on the class the entity need not have one. At most one for each entity.
 *
 * <p>A unique key still counts marked rows: make it a partial index, {@code … WHERE deleted_at IS NULL}.
 */
@Documented
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface SoftDelete {

  /** The column's name, where the annotation is on the class. */
  String value() default "deleted_at";
}
