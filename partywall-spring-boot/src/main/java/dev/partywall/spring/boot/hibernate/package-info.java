/** Hibernate: the tenant in cache keys, and sessions that serve one tenancy only. */
@NullMarked
package dev.partywall.spring.boot.hibernate;

import org.jspecify.annotations.NullMarked;
