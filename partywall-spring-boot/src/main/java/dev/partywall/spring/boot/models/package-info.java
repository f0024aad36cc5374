/** Models in the transactions of Spring. */
@NullMarked
package dev.partywall.spring.boot.models;

import org.jspecify.annotations.NullMarked;
