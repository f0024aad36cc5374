/** Recorded histories of users over replicas that lag and die, beside other ways to show users what they wrote. */
@NullMarked
package dev.partywall.benchmarks.replicas;

import org.jspecify.annotations.NullMarked;
