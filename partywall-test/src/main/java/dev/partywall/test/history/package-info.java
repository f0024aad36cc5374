/**
 * Recorded histories: did every session see what it wrote, and did none go back in time, whatever the replicas did?
 *
 * <p>{@link dev.partywall.test.history.History} records operations and judges them; {@link
 * dev.partywall.test.history.Verdict} says what it found.
 */
@NullMarked
package dev.partywall.test.history;

import org.jspecify.annotations.NullMarked;
