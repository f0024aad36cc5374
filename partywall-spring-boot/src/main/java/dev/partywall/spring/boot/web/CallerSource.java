package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Tells who makes a request. There is one for Spring Security; a bean of this type replaces it. */
@FunctionalInterface
public interface CallerSource {

  /** Who makes this request; empty if nobody is logged in. */
  Optional<Caller> caller(HttpServletRequest request);
}
