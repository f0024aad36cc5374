package dev.partywall.core.resolve;

import static dev.partywall.core.resolve.Request.request;
import static dev.partywall.core.resolve.TenantResolutionTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.6/31, 192.0.2.7, true",
    "192.0.2.6/31, 192.0.2.5, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 203.0.113.9, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "::1/128, ::2, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "fe80::/10, fe80::1%eth0, true",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "::ffff:10.0.0.0/104, 10.0.0.1, true",
    "::ffff:10.0.0.0/104, 11.0.0.1, false",
    "10.0.0.0/8, '', false",
    "10.0.0.0/8, localhost, false",
    "10.0.0.0/8, 10.1, false",
    "10.0.0.0/8, 012.0.0.1, false",
    "10.0.0.0/8, '10.0.0.1 ', false",
  })
  void aRangeHoldsTheAddressesThatShareItsFirstBits(String range, String address, boolean expected) {
    assertThat(TrustedProxies.of(List.of(range)).contain(Optional.of(address))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "proxy.example.com",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "::/129",
        "10/8",
        "256.0.0.1",
        "1.2.3.4.5",
        "10.0.0.0/a",
        ":::1",
        "::ffff:10.0.0.0/95",
        "10.0.0.0 /8"
      })
  void whatIsNoRangeIsRefusedAtStart(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedProxies.of(List.of(text)))
        .withMessageStartingWith("'" + text + "' is no IP address or range");
  }

  @Test
  void anUnknownPeerIsNotTrusted() {
    assertThat(TrustedProxies.of(List.of("0.0.0.0/0", "::/0")).contain(Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, acme by header, acme by query",
    "203.0.113.9, tenant-source-untrusted by header, tenant-source-untrusted by query",
  })
  void headerAndQueryAreTakenFromTrustedProxiesOnly(String peer, String byHeader, String byQuery) {
    TenantResolution resolution = resolution(TrustedProxies.of(List.of("10.0.0.0/8", "::1")));
    assertThat(text(resolution.resolve(request().from(peer).withHeader("x-tenant", "acme")))).isEqualTo(byHeader);
    assertThat(text(resolution.resolve(request().from(peer).withQuery("acme")))).isEqualTo(byQuery);
  }

  @Test
  void withoutTrustedProxiesHeaderAndQueryAreTakenFromAnybody() {
    TenantResolution resolution = resolution(TrustedProxies.NOT_CONFIGURED);
    assertThat(text(resolution.resolve(request().withHeader("x-tenant", "acme")))).isEqualTo("acme by header");
    assertThat(text(resolution.resolve(request().withQuery("acme")))).isEqualTo("acme by query");
  }

  @Test
  void aRequestThatDoesNotUseThemNeedsNoProxy() {
    TenantResolution resolution = resolution(TrustedProxies.of(List.of("10.0.0.0/8")));
    assertThat(text(resolution.resolve(request().withCookie("acme")))).isEqualTo("acme by cookie");
    assertThat(text(resolution.resolve(request().byUser("acme")))).isEqualTo("acme by claim");
  }

  private static TenantResolution resolution(TrustedProxies proxies) {
    return TenantResolution.of(
        ResolutionSettings.DEFAULTS.withTrustedProxies(proxies), new Tenants(), List.of(), ActingPolicy.never());
  }
}
