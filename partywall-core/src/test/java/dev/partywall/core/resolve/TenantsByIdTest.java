package dev.partywall.core.resolve;

import static dev.partywall.core.resolve.Request.request;
import static dev.partywall.core.resolve.TenantResolutionTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.resolve.ResolutionSettings.NamedValue;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import dev.partywall.core.store.ConfiguredTenantStore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsByIdTest {

  private final Tenants tenants = new Tenants();

  @ParameterizedTest
  @CsvSource({
    "1, acme by header",
    "99, tenant-unknown by header",
    "acme, tenant-id-invalid by header",
    "'', tenant-id-invalid by header",
    "+1, tenant-id-invalid by header",
    "01, tenant-id-invalid by header",
    "' 1', tenant-id-invalid by header",
    "1.0, tenant-id-invalid by header",
    "١, tenant-id-invalid by header",
    "9223372036854775808, tenant-id-invalid by header",
  })
  void aHeaderCanHoldTheId(String value, String expected) {
    assertThat(text(byId(TenantId.Kind.BIGINT).resolve(request().withHeader("x-tenant", value)))).isEqualTo(expected);
  }

  @Test
  void aClaimCanHoldTheIdAndIsComparedWithNames() {
    TenantResolution resolution = byId(TenantId.Kind.BIGINT);
    assertThat(text(resolution.resolve(request().byUser("1").withQuery("acme")))).isEqualTo("acme by claim");
    assertThat(text(resolution.resolve(request().byUser("1").withHeader("x-tenant", "1")))).isEqualTo("acme by claim");
    assertThat(text(resolution.resolve(request().byUser("1").withQuery("globex"))))
        .isEqualTo("tenant-mismatch by query");
    assertThat(text(resolution.resolve(request().byUser("1").withHeader("x-tenant", "2"))))
        .isEqualTo("tenant-mismatch by header");
    assertThat(text(resolution.resolve(request().byUser("acme")))).isEqualTo("tenant-id-invalid by claim");
  }

  @Test
  void uuidsAreReadInTheirFullFormInAnyCase() {
    UUID uuid = UUID.fromString("0198c0de-0000-7000-8000-00000000000a");
    TenantResolution resolution =
        TenantResolution.of(
            settings(TenantId.Kind.UUID),
            ConfiguredTenantStore.ofTenants(List.of(Tenant.of(TenantId.of(uuid), "acme"))),
            List.of(),
            ActingPolicy.never());
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", uuid.toString().toUpperCase()))))
        .isEqualTo("acme by header");
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", "198c0de-0-7000-8000-a"))))
        .isEqualTo("tenant-id-invalid by header");
  }

  @Test
  void textIdsAreComparedAsTheyStand() {
    TenantResolution resolution =
        TenantResolution.of(
            settings(TenantId.Kind.TEXT),
            ConfiguredTenantStore.ofTenants(List.of(Tenant.of(TenantId.of("A1"), "acme"))),
            List.of(),
            ActingPolicy.never());
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", "A1")))).isEqualTo("acme by header");
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", "a1")))).isEqualTo("tenant-unknown by header");
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", " "))))
        .isEqualTo("tenant-id-invalid by header");
  }

  @Test
  void theNamesOfHeaderParameterAndCookieCanBeSet() {
    ResolutionSettings d = ResolutionSettings.DEFAULTS;
    NamedValue customer = new NamedValue("X-Customer", Naming.NAME);
    TenantResolution resolution =
        TenantResolution.of(
            new ResolutionSettings(
                d.order(),
                d.claim(),
                d.query(),
                customer,
                d.cookie(),
                d.domain(),
                d.trustedProxies(),
                d.fallback(),
                d.idKind()),
            tenants,
            List.of(),
            ActingPolicy.never());
    assertThat(text(resolution.resolve(request().withHeader("x-customer", "acme")))).isEqualTo("acme by header");
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", "acme")))).isEqualTo("tenant-required by none");
  }

  @Test
  void aValueNeedsAName() {
    assertThatIllegalArgumentException().isThrownBy(() -> new NamedValue(" ", Naming.NAME));
  }

  private TenantResolution byId(TenantId.Kind kind) {
    return TenantResolution.of(settings(kind), tenants, List.of(), ActingPolicy.never());
  }

  private static ResolutionSettings settings(TenantId.Kind kind) {
    ResolutionSettings d = ResolutionSettings.DEFAULTS;
    return new ResolutionSettings(
        d.order(),
        Naming.ID,
        d.query(),
        new NamedValue("x-tenant", Naming.ID),
        d.cookie(),
        d.domain(),
        d.trustedProxies(),
        d.fallback(),
        kind);
  }
}
