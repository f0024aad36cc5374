/** Users, roles and permissions of the host and of each tenant: whoever the running block is for. */
@NullMarked
package dev.partywall.identity;

import org.jspecify.annotations.NullMarked;
