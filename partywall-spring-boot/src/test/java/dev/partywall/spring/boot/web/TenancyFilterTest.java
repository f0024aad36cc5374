package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.resolve.ActingPolicy;
import dev.partywall.core.resolve.Caller;
import dev.partywall.core.resolve.ResolutionSettings;
import dev.partywall.core.resolve.TenantResolution;
import dev.partywall.spring.boot.SessionProperties;
import dev.partywall.spring.boot.UnstoredTokens;
import dev.partywall.spring.boot.app.Seen;
import dev.partywall.spring.boot.app.TestTenants;
import dev.partywall.spring.boot.async.MdcProperties;
import dev.partywall.spring.boot.async.ScopeBinder;
import dev.partywall.spring.boot.sessions.CallerSessions;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What runs at each point of a request's way, when the login turns out to be another tenant's. */
class TenancyFilterTest {

  private final List<String> seen = new ArrayList<>();
  private final ScopeBinder binder = new ScopeBinder(new MdcProperties(true, "tenant", false, "user"));
  private final PathRules paths =
      new PathRules(PathPatterns.of(List.of("/ignored")), PathPatterns.of(List.of()), PathPatterns.of(List.of()));
  private final FilterChain application = (request, response) -> seen.add("application " + Seen.tenancyNow());

  @Test
  void whatWasBoundForTheLoginDoesNotReachTheAnswerToARefusedRequest() throws Exception {
    run(Caller.ofTenant("eve", "globex"), "/who");
    assertThat(seen).containsExactly("login acme", "refusal tenant-mismatch unbound");
  }

  @Test
  void theLoginsTenantIsBoundAnew() throws Exception {
    run(Caller.ofTenant("ada", "acme"), "/who");
    assertThat(seen).containsExactly("login acme", "application acme");
  }

  @Test
  void aRequestsScopeComesFromTheRequestAlone() {
    Tenancy.of(TestTenants.GLOBEX)
        .run(
            () -> {
              try {
                run(null, "/ignored");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(seen).containsExactly("login globex", "application unbound");
  }

  private void run(Caller caller, String path) throws Exception {
    RequestTenancy tenancy =
        new RequestTenancy(
            TenantResolution.of(ResolutionSettings.DEFAULTS, new TestTenants(), List.of(), ActingPolicy.never()),
            paths,
            request -> Optional.ofNullable(caller),
            List.of(),
            false);
    TenancyFilter filter =
        new TenancyFilter(
            tenancy,
            scopes(),
            (refused, request, response) -> seen.add("refusal " + refused.refusal().code() + " " + Seen.tenancyNow()));
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.addHeader("x-tenant", "acme");
    new BeforeLoginFilter(tenancy, scopes())
        .doFilter(
            request,
            new MockHttpServletResponse(),
            (req, res) -> {
              seen.add("login " + Seen.tenancyNow());
              filter.doFilter(req, res, application);
            });
  }

  private RequestScopes scopes() {
    SessionProperties settings = new Binder().bindOrCreate("partywall.sessions", SessionProperties.class);
    return new RequestScopes(
        binder,
        new CallerSessions(settings, Duration.ofSeconds(1), new UnstoredTokens(), _ -> {}, InstantSource.system()),
        true);
  }
}
