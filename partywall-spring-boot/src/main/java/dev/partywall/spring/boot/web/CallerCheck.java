package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Resolution;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether whoever is logged in still may be. Beans of this type are asked once for each request of such a caller
 * that would be served, also on paths that need no tenancy.
 */
@FunctionalInterface
public interface CallerCheck {

  /**
   * Why this request is not served; empty if the caller's session goes on. Runs in the scope of the address.
   *
   * @param outcome for whom the request would be served; null if it needs nobody
   */
  Optional<Resolution.Refused> refusal(HttpServletRequest request, Resolution.@Nullable Served outcome);
}
