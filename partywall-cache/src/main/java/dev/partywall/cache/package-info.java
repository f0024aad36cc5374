/** What the nodes of an application share in Redis: what sessions wrote. */
@NullMarked
package dev.partywall.cache;

import org.jspecify.annotations.NullMarked;
