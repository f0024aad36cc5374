/** Durable jobs in Spring Boot applications. */
@NullMarked
package dev.partywall.spring.boot.jobs;

import org.jspecify.annotations.NullMarked;
