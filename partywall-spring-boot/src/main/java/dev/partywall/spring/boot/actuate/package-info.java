/** What operators see: the tenants, the health of each database, the door's metrics. */
@NullMarked
package dev.partywall.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
