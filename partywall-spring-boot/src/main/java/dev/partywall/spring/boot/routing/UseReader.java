package dev.partywall.spring.boot.routing;

import dev.partywall.core.Intent;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean, or each method of a class, runs with {@link Intent#READ}: it reads from readers, also in
 * transactions that may write. Overrides what follows from the method of an HTTP request.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface UseReader {}
