/** Caches of tenants in Spring Boot applications. */
@NullMarked
package dev.partywall.spring.boot.caches;

import org.jspecify.annotations.NullMarked;
