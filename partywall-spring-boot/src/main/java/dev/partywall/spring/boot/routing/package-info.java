/** What methods say of the nodes that serve them. */
@NullMarked
package dev.partywall.spring.boot.routing;

import org.jspecify.annotations.NullMarked;
