/** Users of the host and of tenants: log-ins, sessions, tokens, and users of the host who act in tenants. */
@NullMarked
package dev.partywall.spring.boot.identity;

import org.jspecify.annotations.NullMarked;
