package dev.partywall.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class databases of its own on the {@linkplain PostgresServer#shared() shared server}. Constructors, test
 * and life-cycle methods take them as parameters of type {@link TestDatabase}, told apart by {@link Database}.
 *
 * <p>After each test, no connection may be left in a transaction: that fails the test and names the last statement.
 * After the class, the databases are removed.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DatabasesExtension.class)
public @interface PartywallDatabases {

  /** What the test calls its databases. */
  String[] value() default "main";

  /**
   * Class path resources with SQL that each database starts with, in order. They run once in a JVM, into a template
   * from which the databases are copied.
   */
  String[] scripts() default {};
}
