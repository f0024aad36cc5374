/** How tenants come, change and go: the host's operations, step by step, whatever process goes on with them. */
@NullMarked
package dev.partywall.fleet.lifecycle;

import org.jspecify.annotations.NullMarked;
