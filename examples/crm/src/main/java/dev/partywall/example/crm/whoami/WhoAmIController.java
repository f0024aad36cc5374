package dev.partywall.example.crm.whoami;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The one controller that asks for the tenancy: to show it. */
@RestController
class WhoAmIController {

  @GetMapping("/api/whoami")
  WhoAmI whoAmI(@AuthenticationPrincipal @Nullable UserDetails user) {
    return Tenancy.current()
        .tenant()
        .map(tenant -> WhoAmI.of(tenant, TenantSession.current(), user == null ? null : user.getUsername()))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "This is not the work of one tenant."));
  }
}
