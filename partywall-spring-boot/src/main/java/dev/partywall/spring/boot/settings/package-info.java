/** Settings of tenants, the host and the application, read as Spring reads properties. */
@NullMarked
package dev.partywall.spring.boot.settings;

import org.jspecify.annotations.NullMarked;
