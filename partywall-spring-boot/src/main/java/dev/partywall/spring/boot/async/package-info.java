/** Work outside the request's thread: tasks in their caller's scope, and methods that say whom they run for. */
@NullMarked
package dev.partywall.spring.boot.async;

import org.jspecify.annotations.NullMarked;
