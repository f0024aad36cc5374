/** The caller's tenant, as Spring Security knows it. */
@NullMarked
package dev.partywall.spring.boot.security;

import org.jspecify.annotations.NullMarked;
