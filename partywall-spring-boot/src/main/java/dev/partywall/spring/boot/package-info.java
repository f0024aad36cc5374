/** Auto-configuration of Partywall for Spring Boot. */
@NullMarked
package dev.partywall.spring.boot;

import org.jspecify.annotations.NullMarked;
