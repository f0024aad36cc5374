/** Requests: whom each is for, bound around it, and refusals as problem details. */
@NullMarked
package dev.partywall.spring.boot.web;

import org.jspecify.annotations.NullMarked;
