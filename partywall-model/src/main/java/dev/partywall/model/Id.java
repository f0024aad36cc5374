package dev.partywall.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of the entity's key. Without it a property named {@code id} is the key. The discriminator is no part of it:
 * the door adds the tenant to each statement.
 *
 * <p>With several of them the key is a record whose components have these properties' names.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Id {

  /** Where the value of a new row comes from. */
  KeySource value() default KeySource.AUTO;

  /** The sequence's name, with {@link KeySource#SEQUENCE}. */
  String sequence() default "";
}
