package dev.partywall.spring.boot.async;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a bean's method as the work of the host, whatever is bound where it is called. Meant for scheduled methods.
 *
 * <p>As with {@code @Transactional}, a call from within the same bean is not seen.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForHost {}
