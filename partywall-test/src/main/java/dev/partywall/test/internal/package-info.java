/** The server's process: its directory, its lock, and that nothing of it stays behind. */
@NullMarked
package dev.partywall.test.internal;

import org.jspecify.annotations.NullMarked;
