/** The host's API: tenants over HTTP, for people and programs of the host. */
@NullMarked
package dev.partywall.spring.boot.host;

import org.jspecify.annotations.NullMarked;
