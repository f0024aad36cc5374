/**
 * Caches in the process and in Redis, and what else the nodes of an application share in Redis: what sessions wrote.
 */
@NullMarked
package dev.partywall.cache;

import org.jspecify.annotations.NullMarked;
