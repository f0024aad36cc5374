/** What a session has written, as positions in the databases' histories, so that it can be made to see it. */
@NullMarked
package dev.partywall.core.consistency;

import org.jspecify.annotations.NullMarked;
