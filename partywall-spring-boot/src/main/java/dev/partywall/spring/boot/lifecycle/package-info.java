/** How tenants are made, changed and removed in Spring Boot applications. */
@NullMarked
package dev.partywall.spring.boot.lifecycle;

import org.jspecify.annotations.NullMarked;
