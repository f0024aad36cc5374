package dev.partywall.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The table of an entity. Without it the class's name in snake case is the table's: {@code OrderLine}, order_line. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Table {

  /** The table's or view's name, as the database stores it. */
  String value();
}
