/** How a session sees what it wrote from request to request, and from service to service. */
@NullMarked
package dev.partywall.spring.boot.sessions;

import org.jspecify.annotations.NullMarked;
