package dev.partywall.spring.boot.async;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a bean's method once for each active tenant, one after the other, as the work of that tenant. Meant for
 * scheduled methods. The method returns nothing.
 *
 * <p>A tenant's failure does not stop the others. When all have had their turn, the failures are thrown together as a
 * {@link TenantRunsFailedException}. As with {@code @Transactional}, a call from within the same bean is not seen.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForEachTenant {}
