package dev.partywall.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the convention does not say of a property's column. */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Column {

  /** The column's name as the database stores it; without it the property's name in snake case. */
  String value() default "";

  /** Whether the database alone writes it, by a default, a trigger or an expression. It is read back after a write. */
  boolean generated() default false;

  /** Turns the property's value into one that can be stored, and back. */
  Class<? extends Converter<?, ?>> converter() default Converter.None.class;
}
