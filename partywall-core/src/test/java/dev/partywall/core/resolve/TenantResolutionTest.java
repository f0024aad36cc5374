package dev.partywall.core.resolve;

import static dev.partywall.core.resolve.Request.request;
import static dev.partywall.core.resolve.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantSession;
import dev.partywall.core.resolve.ResolutionSettings.Fallback;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TenantResolutionTest {

  private static final ResolutionSettings SETTINGS =
      ResolutionSettings.DEFAULTS.withDomain(DomainSettings.DEFAULTS.withFormats("{tenant}.example.com"));

  private final Tenants tenants = new Tenants();

  static Stream<Arguments> nobodyIsLoggedIn() {
    return Stream.of(
        row("no source", request(), "tenant-required by none"),
        row("query", request().withQuery("acme"), "acme by query"),
        row("header", request().withHeader("X-Tenant", "acme"), "acme by header"),
        row("cookie", request().withCookie("acme"), "acme by cookie"),
        row("domain", request().at("acme.example.com"), "acme by domain"),
        row("custom domain", request().at("shop.acme.org"), "acme by domain"),
        row("any case", request().withHeader("x-tenant", "SHARETEST"), "shareTest by header"),
        row("dotted name", request().withHeader("x-tenant", "cabloy.store"), "cabloy.store by header"),
        row("query before header", request().withHeader("x-tenant", "acme").withQuery("globex"), "globex by query"),
        row("header before cookie", request().withCookie("globex").withHeader("x-tenant", "acme"), "acme by header"),
        row("cookie before domain", request().at("acme.example.com").withCookie("globex"), "globex by cookie"),
        row("unknown by query", request().withQuery("nobody"), "tenant-unknown by query"),
        row("unknown by header", request().withHeader("x-tenant", "nobody"), "tenant-unknown by header"),
        row(
            "unknown does not fall through",
            request().withHeader("x-tenant", "nobody").withCookie("acme"),
            "tenant-unknown by header"),
        row("unknown by domain", request().at("nobody.example.com"), "tenant-unknown by domain"),
        row("a foreign host name", request().at("example.net"), "tenant-required by none"),
        row("suspended", request().withHeader("x-tenant", "closed"), "tenant-suspended by header"),
        row("suspended by its domain", request().at("closed.org"), "tenant-suspended by domain"),
        row("empty query", request().withQuery("").withHeader("x-tenant", "acme"), "tenant-name-invalid by query"),
        row("empty header", request().withHeader("x-tenant", ""), "tenant-name-invalid by header"),
        row("empty cookie", request().withCookie("").at("acme.example.com"), "tenant-name-invalid by cookie"),
        row("repeated query", request().withQuery("acme", "globex"), "tenant-ambiguous by query"),
        row("repeated header", request().withHeader("x-tenant", "acme", "globex"), "tenant-ambiguous by header"),
        row("repeated the same", request().withHeader("x-tenant", "acme", "acme"), "tenant-ambiguous by header"),
        row("repeated cookie", request().withCookie("acme", "acme"), "tenant-ambiguous by cookie"),
        row("joined header", request().withHeader("x-tenant", "acme,globex"), "tenant-name-invalid by header"),
        row("path as name", request().withHeader("x-tenant", "../x"), "tenant-name-invalid by header"),
        row("SQL as name", request().withQuery("acme' or '1'='1"), "tenant-name-invalid by query"),
        row("space around", request().withQuery(" acme"), "tenant-name-invalid by query"),
        row("null as a word", request().withQuery("null"), "tenant-unknown by query"),
        row("prototype member", request().withQuery("constructor"), "tenant-unknown by query"),
        row("underscores", request().withQuery("__proto__"), "tenant-name-invalid by query"),
        row("malformed host", request().at("a..example.com"), "tenant-name-invalid by domain"));
  }

  static Stream<Arguments> aTenantUserIsLoggedIn() {
    return Stream.of(
        row("claim alone", request().byUser("acme"), "acme by claim"),
        row("claim in another case", request().byUser("ACME"), "acme by claim"),
        row("domain agrees", request().byUser("acme").at("acme.example.com"), "acme by claim"),
        row("custom domain agrees", request().byUser("acme").at("shop.acme.org"), "acme by claim"),
        row("header agrees", request().byUser("acme").withHeader("x-tenant", "Acme"), "acme by claim"),
        row("query differs", request().byUser("acme").withQuery("globex"), "tenant-mismatch by query"),
        row("header differs", request().byUser("acme").withHeader("x-tenant", "globex"), "tenant-mismatch by header"),
        row("cookie differs", request().byUser("acme").withCookie("globex"), "tenant-mismatch by cookie"),
        row("domain differs", request().byUser("acme").at("globex.example.com"), "tenant-mismatch by domain"),
        row("custom domain differs", request().byUser("globex").at("shop.acme.org"), "tenant-mismatch by domain"),
        row(
            "a later source differs",
            request().byUser("acme").withQuery("acme").withHeader("x-tenant", "acme").withCookie("globex"),
            "tenant-mismatch by cookie"),
        row("differs and unknown", request().byUser("acme").withQuery("nobody"), "tenant-mismatch by query"),
        row("differs and suspended", request().byUser("acme").withQuery("closed"), "tenant-mismatch by query"),
        row(
            "header repeated",
            request().byUser("acme").withHeader("x-tenant", "acme", "acme"),
            "tenant-ambiguous by header"),
        row("query empty", request().byUser("acme").withQuery(""), "tenant-name-invalid by query"),
        row("claim unknown", request().byUser("nobody"), "tenant-unknown by claim"),
        row("claim suspended", request().byUser("closed"), "tenant-suspended by claim"),
        row("claim empty", request().byUser("").withQuery("acme"), "tenant-name-invalid by claim"),
        row("claim malformed", request().byUser("{x}").withQuery("acme"), "tenant-name-invalid by claim"),
        row("claim of two tenants", request().byUser("acme", "globex"), "tenant-ambiguous by claim"));
  }

  static Stream<Arguments> aHostUserIsLoggedIn() {
    return Stream.of(
        row("nothing else", request().byUser(), "tenant-required by none"),
        row("on a tenant's domain", request().byUser().at("acme.example.com"), "tenant-mismatch by domain"),
        row("with a tenant's header", request().byUser().withHeader("x-tenant", "acme"), "tenant-mismatch by header"),
        row("with a tenant's query", request().byUser().withQuery("acme"), "tenant-mismatch by query"),
        row("with a tenant's cookie", request().byUser().withCookie("acme"), "tenant-mismatch by cookie"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource({"nobodyIsLoggedIn", "aTenantUserIsLoggedIn", "aHostUserIsLoggedIn"})
  void everyRequestHasOneOutcome(String what, Request request, String expected) {
    assertThat(text(resolution(SETTINGS).resolve(request))).isEqualTo(expected);
  }

  @Test
  void theSessionsFourStates() {
    TenantResolution resolution = resolution(SETTINGS.withFallback(Fallback.HOST));
    assertThat(session(resolution, request())).isEqualTo(TenantSession.ANONYMOUS);
    assertThat(session(resolution, request().byUser())).isEqualTo(new TenantSession("ada", null));
    assertThat(session(resolution, request().byUser("acme"))).isEqualTo(new TenantSession("ada", ACME.id()));
    assertThat(session(resolution, request().withQuery("acme"))).isEqualTo(new TenantSession(null, ACME.id()));
  }

  @Test
  void theScopeHoldsTenancyAndSession() {
    Resolution.Served served = (Resolution.Served) resolution(SETTINGS).resolve(request().byUser("acme"));
    served
        .scope()
        .run(
            () -> {
              assertThat(Tenancy.current()).isEqualTo(Tenancy.of(ACME));
              assertThat(TenantSession.current().state()).isEqualTo(TenantSession.State.TENANT_USER);
            });
    assertThat(Tenancy.find()).isEmpty();
  }

  @Test
  void theClaimDecidesWhateverItsPlaceInTheOrder() {
    TenantResolution resolution = resolution(SETTINGS.withOrder("header", "claim"));
    assertThat(text(resolution.resolve(request().byUser("acme").withHeader("x-tenant", "acme"))))
        .isEqualTo("acme by claim");
    assertThat(text(resolution.resolve(request().byUser("acme").withHeader("x-tenant", "globex"))))
        .isEqualTo("tenant-mismatch by header");
  }

  @Test
  void withoutTheClaimInTheOrderTheAddressDecides() {
    TenantResolution resolution = resolution(SETTINGS.withOrder("header"));
    Request request = request().byUser("globex").withHeader("x-tenant", "acme");
    assertThat(text(resolution.resolve(request))).isEqualTo("acme by header");
    assertThat(session(resolution, request)).isEqualTo(new TenantSession("ada", ACME.id()));
  }

  @Test
  void sourcesThatAreNotInTheOrderAreSwitchedOff() {
    TenantResolution resolution = resolution(SETTINGS.withOrder("claim", "domain"));
    assertThat(text(resolution.resolve(request().withQuery("acme").withHeader("x-tenant", "acme"))))
        .isEqualTo("tenant-required by none");
    assertThat(text(resolution.resolve(request().byUser("acme").withQuery("globex")))).isEqualTo("acme by claim");
  }

  @Test
  void theOrderCanBeTurnedRound() {
    Request both = request().withQuery("acme").withHeader("x-tenant", "globex").withCookie("cabloy");
    assertThat(text(resolution(SETTINGS.withOrder("header", "query")).resolve(both))).isEqualTo("globex by header");
    assertThat(text(resolution(SETTINGS.withOrder("cookie", "header")).resolve(both))).isEqualTo("cabloy by cookie");
  }

  @Test
  void aHostUserActsInATenantOnlyIfThatWasGranted() {
    TenantResolution resolution =
        TenantResolution.of(SETTINGS, tenants, List.of(), ActingPolicy.havingAuthority("SUPPORT"));
    Caller supporter = new Caller("ada", List.of(), Set.of("SUPPORT"));
    Request request = request().by(supporter).at("acme.example.com");

    assertThat(text(resolution.resolve(request))).isEqualTo("acme by domain");
    assertThat(session(resolution, request)).isEqualTo(new TenantSession("ada", null));
    assertThat(text(resolution.resolve(request().byUser().at("acme.example.com"))))
        .isEqualTo("tenant-mismatch by domain");
    assertThat(text(resolution.resolve(request().by(supporter).at("closed.org"))))
        .isEqualTo("tenant-suspended by domain");
    Caller tenantUser = new Caller("bob", List.of("globex"), Set.of("SUPPORT"));
    assertThat(text(resolution.resolve(request().by(tenantUser).at("acme.example.com"))))
        .isEqualTo("tenant-mismatch by domain");
  }

  @Test
  void theFallbackSaysWhatARequestWithoutATenantIs() {
    TenantResolution hostUsers = resolution(SETTINGS.withFallback(Fallback.HOST_USERS));
    assertThat(text(hostUsers.resolve(request()))).isEqualTo("tenant-required by none");
    assertThat(text(hostUsers.resolve(request().byUser()))).isEqualTo("host by fallback");
    TenantResolution host = resolution(SETTINGS.withFallback(Fallback.HOST));
    assertThat(text(host.resolve(request()))).isEqualTo("host by fallback");
    assertThat(text(host.resolve(request().byUser()))).isEqualTo("host by fallback");
  }

  @ParameterizedTest
  @EnumSource(Fallback.class)
  void noFallbackMakesARefusalTheHost(Fallback fallback) {
    TenantResolution resolution = resolution(SETTINGS.withFallback(fallback));
    assertThat(text(resolution.resolve(request().withQuery("nobody")))).isEqualTo("tenant-unknown by query");
    assertThat(text(resolution.resolve(request().withQuery("closed")))).isEqualTo("tenant-suspended by query");
    assertThat(text(resolution.resolve(request().withQuery("")))).isEqualTo("tenant-name-invalid by query");
    tenants.goDown();
    assertThat(text(resolution.resolve(request().withQuery("acme")))).isEqualTo("tenant-store-unavailable by query");
    assertThat(text(resolution.resolve(request().at("shop.acme.org")))).isEqualTo("tenant-store-unavailable by domain");
  }

  @Test
  void theFallbackForHostUsersNeedsTheClaimToTellThem() {
    TenantResolution resolution = resolution(SETTINGS.withFallback(Fallback.HOST_USERS).withOrder("header"));
    assertThat(text(resolution.resolve(request().byUser()))).isEqualTo("tenant-required by none");
  }

  @Test
  void theBareDomainOfASubdomainOffsetIsTheHosts() {
    TenantResolution resolution = resolution(SETTINGS.withDomain(DomainSettings.DEFAULTS.withSubdomainOffset(2)));
    assertThat(text(resolution.resolve(request().at("cabloy.com")))).isEqualTo("host by domain");
    assertThat(text(resolution.resolve(request().byUser().at("cabloy.com")))).isEqualTo("host by domain");
    assertThat(text(resolution.resolve(request().byUser("acme").at("cabloy.com")))).isEqualTo("acme by claim");
  }

  @Test
  void aStoreThatIsDownIsNeitherUnknownNorTheHost() {
    tenants.goDown();
    TenantResolution resolution = resolution(SETTINGS);
    assertThat(text(resolution.resolve(request().withQuery("acme").withCookie("acme"))))
        .isEqualTo("tenant-store-unavailable by query");
    assertThat(text(resolution.resolve(request().byUser("acme")))).isEqualTo("tenant-store-unavailable by claim");
  }

  @Test
  void aMismatchIsFoundWithoutLookingTheOtherTenantUp() {
    resolution(SETTINGS).resolve(request().byUser("acme").withQuery("globex"));
    assertThat(tenants.asked()).containsExactly("name acme");
  }

  @Test
  void nothingIsLookedUpForAnInvalidName() {
    resolution(SETTINGS).resolve(request().withQuery("../x"));
    assertThat(tenants.asked()).isEmpty();
  }

  @Test
  void hostPathsAreForHostUsersOnly() {
    TenantResolution resolution = resolution(SETTINGS);
    assertThat(text(resolution.resolveForHost(request().byUser()))).isEqualTo("host by claim");
    assertThat(text(resolution.resolveForHost(request()))).isEqualTo("host-only by none");
    assertThat(text(resolution.resolveForHost(request().byUser("acme")))).isEqualTo("host-only by none");
    assertThat(text(resolution.resolveForHost(request().byUser("")))).isEqualTo("tenant-name-invalid by claim");
    assertThat(text(resolution.resolveForHost(request().byUser().at("acme.example.com"))))
        .isEqualTo("tenant-mismatch by domain");
    assertThat(text(resolution.resolveForHost(request().byUser().withQuery(""))))
        .isEqualTo("tenant-name-invalid by query");
    assertThat(text(resolution(SETTINGS.withOrder("header")).resolveForHost(request().byUser())))
        .isEqualTo("host-only by none");
  }

  @Test
  void hostPathsWorkAtTheHostsOwnAddress() {
    TenantResolution resolution = resolution(SETTINGS.withDomain(DomainSettings.DEFAULTS.withSubdomainOffset(2)));
    assertThat(text(resolution.resolveForHost(request().byUser().at("cabloy.com")))).isEqualTo("host by domain");
  }

  @Test
  void switchedOffEveryRequestIsForTheOneTenant() {
    TenantResolution single = TenantResolution.always(ACME);
    assertThat(text(single.resolve(request().withQuery("globex")))).isEqualTo("acme by single");
    assertThat(text(single.resolveForHost(request().byUser("globex")))).isEqualTo("acme by single");
    assertThat(session(single, request().byUser())).isEqualTo(new TenantSession("ada", ACME.id()));
  }

  private TenantResolution resolution(ResolutionSettings settings) {
    return TenantResolution.of(settings, tenants, List.of(), ActingPolicy.never());
  }

  private static Arguments row(String what, Request request, String expected) {
    return Arguments.of(what, request, expected);
  }

  private static TenantSession session(TenantResolution resolution, Request request) {
    return ((Resolution.Served) resolution.resolve(request)).session();
  }

  static String text(Resolution resolution) {
    return switch (resolution) {
      case Resolution.ForTenant in -> in.tenant().name() + " by " + in.source();
      case Resolution.ForHost host -> "host by " + host.source();
      case Resolution.Refused refused -> refused.refusal().code() + " by " + refused.source();
    };
  }
}
