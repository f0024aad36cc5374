/** Support for testing applications with several tenants. */
@NullMarked
package dev.partywall.test;

import org.jspecify.annotations.NullMarked;
