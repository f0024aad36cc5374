package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStatus;
import dev.partywall.core.TenantStore;
import dev.partywall.identity.Acting;
import dev.partywall.identity.ActingRefusedException;
import dev.partywall.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Lets users of the host begin and end to act in a tenant. */
@RestController
final class ActingController {

  static final String PATH = "/host/api/acting";
  static final String AUTHORITY = "tenants.act";

  private static final String REFUSED = "acting-refused";
  private static final String TITLE = "Acting is refused";

  private final Identity identity;
  private final LoggedIn loggedIn;
  private final TenantStore tenants;
  private final TenantId.Kind idKind;
  private final ActingSessions sessions;

  ActingController(
      Identity identity, LoggedIn loggedIn, TenantStore tenants, TenantId.Kind idKind, ActingSessions sessions) {
    this.identity = identity;
    this.loggedIn = loggedIn;
    this.tenants = tenants;
    this.idKind = idKind;
    this.sessions = sessions;
  }

  /**
   * What is asked for.
   *
   * @param tenant the tenant's name
   * @param reason why
   * @param minutes for how long; 30 if left out
   */
  record Wanted(@Nullable String tenant, @Nullable String reason, @Nullable Integer minutes) {}

  @PostMapping(PATH)
  ResponseEntity<Object> begin(@RequestBody Wanted wanted, HttpServletRequest request, HttpServletResponse response) {
    IdentityUser user = LoggedIn.user().orElse(null);
    if (user == null || user.tenantId() != null || !(Tenancy.current() instanceof Tenancy.OfHost)) {
      return Problems.of(HttpStatus.FORBIDDEN, "host-only", "Only users of the host are served here", "Log in as one.");
    }
    if (user.getAuthorities().stream().noneMatch(granted -> AUTHORITY.equals(granted.getAuthority()))) {
      return Problems.of(HttpStatus.FORBIDDEN, REFUSED, TITLE, "It needs the permission " + AUTHORITY + ".");
    }
    Tenant tenant = tenant(wanted.tenant());
    if (tenant == null) {
      return Problems.of(HttpStatus.NOT_FOUND, "tenant-unknown", "There is no such tenant", "None that is served.");
    }
    if (!sessions.canKeep(request)) {
      return Problems.of(
          HttpStatus.CONFLICT, REFUSED, TITLE, "It is kept in a session or a token, and the request has neither.");
    }
    return begin(user, tenant, wanted, request, response);
  }

  private ResponseEntity<Object> begin(
      IdentityUser user, Tenant tenant, Wanted wanted, HttpServletRequest request, HttpServletResponse response) {
    Duration limit = Duration.ofMinutes(wanted.minutes() == null ? 30 : wanted.minutes());
    String reason = wanted.reason() == null ? "" : wanted.reason();
    try {
      end(user); // of two at a time nobody would know which
      Acting acting = identity.actings().begin(user.id(), user.getUsername(), tenant, reason, limit);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("id", acting.id().toString());
      answer.put("tenant", tenant.name().toString());
      answer.put("reason", acting.reason());
      answer.put("until", acting.until().toString());
      Optional<String> token = sessions.keep(loggedIn.acting(user, acting, tenant), acting.until(), request, response);
      token.ifPresent(text -> answer.put("access_token", text));
      return ResponseEntity.status(HttpStatus.CREATED).cacheControl(CacheControl.noStore()).body(answer);
    } catch (ActingRefusedException e) {
      return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, e.code(), TITLE, String.valueOf(e.getMessage()));
    }
  }

  @DeleteMapping(PATH)
  ResponseEntity<Object> end(HttpServletRequest request, HttpServletResponse response) {
    IdentityUser user = LoggedIn.user().orElse(null);
    if (user != null) {
      end(user);
      sessions.forget(user, request, response);
    }
    return ResponseEntity.noContent().build();
  }

  private void end(IdentityUser user) {
    loggedIn
        .acting(user)
        .ifPresent(
            acting ->
                identity
                    .actings()
                    .end(acting, user.getUsername(), tenants.findById(idKind.parse(acting.tenant())).orElse(null)));
  }

  private @Nullable Tenant tenant(@Nullable String name) {
    return TenantName.parse(name == null ? "" : name)
        .flatMap(tenants::findByName)
        .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
        .orElse(null);
  }
}
