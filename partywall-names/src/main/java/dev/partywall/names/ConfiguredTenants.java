package dev.partywall.names;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Wants a class {@code TenantNames} in the package of the annotated class, with a constant for each tenant of {@code
 * partywall.tenants}, so that code that names a tenant which is not configured does not compile.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface ConfiguredTenants {

  /** Profiles whose files are read, too: {@code dev} stands for {@code application-dev.yml}. */
  String[] profiles() default {};

  /** The simple name of the class that is made. */
  String name() default "TenantNames";
}
