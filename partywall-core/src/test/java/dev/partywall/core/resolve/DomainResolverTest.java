package dev.partywall.core.resolve;

import static dev.partywall.core.resolve.Request.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.partywall.core.TenantName;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainResolverTest {

  private final Tenants tenants = new Tenants();

  @ParameterizedTest(name = "{0} at {1} is {2}")
  @CsvSource({
    "'{tenant}.example.com', acme.example.com, acme",
    "'{tenant}.example.com', acme.example.com:8080, acme",
    "'{tenant}.example.com', acme.example.com:, acme",
    "'{tenant}.example.com', ACME.Example.COM, acme",
    "'{tenant}.example.com', acme.example.com., acme",
    "'{tenant}.example.com', acme.example.com.:443, acme",
    "'{tenant}.Example.com', acme.example.com, acme",
    "'{tenant}.example.com', store.cabloy.example.com, store.cabloy",
    "'{tenant}.example.com', example.com, nobody",
    "'{tenant}.example.com', .example.com, refused",
    "'{tenant}.example.com', acme.example.com.evil.org, nobody",
    "'{tenant}.example.com', acme-example.com, nobody",
    "'{tenant}.example.com', acmeexample.com, nobody",
    "'{tenant}.example.com', acme.example.org, nobody",
    "'{tenant}.example.com', com.example.acme, nobody",
    "'{tenant}.example.com', www.example.com, nobody",
    "'{tenant}.example.com', WWW.example.com, nobody",
    "'{tenant}.example.com', a_b.example.com, refused",
    "'{tenant}.example.com', a..example.com, refused",
    "'{tenant}.example.com', acme.example.com.., refused",
    "'{tenant}.example.com', user@acme.example.com, refused",
    "'{tenant}.example.com', acme.example.com/x, refused",
    "'{tenant}.example.com', acme.example.com:abc, refused",
    "'{tenant}.example.com', acme.example.com:8080:1, refused",
    "'{tenant}.example.com', 'acme.example.com,globex.example.com', refused",
    "'{tenant}.example.com', 'acme .example.com', refused",
    "'{tenant}.example.com', '', refused",
    "'{tenant}.example.com', 127.0.0.1, nobody",
    "'{tenant}.example.com', 127.0.0.1:8080, nobody",
    "'{tenant}.example.com', '[::1]:8080', nobody",
    "'{tenant}.example.com', '[::1]', nobody",
    "'{tenant}.example.com', '[acme.example.com]', refused",
    "'{tenant}.example.com', '[::1', refused",
    "'{tenant}.example.com', '::1', refused",
    "'{tenant}.example.com', localhost, nobody",
    "'{tenant}.localhost', acme.localhost:8080, acme",
    "'{tenant}.localhost', localhost:8080, nobody",
    "'{tenant}', localhost, nobody",
    "'{tenant}', acme, acme",
    "'{tenant}', cabloy.store, cabloy.store",
    "'app-{tenant}.x.com', app-acme.x.com, acme",
    "'app-{tenant}.x.com', acme.x.com, nobody",
    "'app-{tenant}.x.com', foo.x.com, nobody",
    "'app-{tenant}.x.com', app-.x.com, refused",
    "'{tenant}.müller.example', acme.xn--mller-kva.example, acme",
    "'{tenant}.example.com', xn--mller-kva.example.com, xn--mller-kva",
    "'{tenant}.app.example.com {tenant}.example.com', acme.app.example.com, acme",
    "'{tenant}.app.example.com {tenant}.example.com', acme.example.com, acme",
    "'{tenant}.example.com {tenant}.example.org', acme.example.org, acme",
    "'{tenant}.example.com {tenant}.example.org', acme.example.net, nobody",
  })
  void aFormatFitsFromItsFirstCharacterToItsLast(String formats, String host, String expected) {
    assertThat(answer(DomainSettings.DEFAULTS.withFormats(formats.split(" ")), host)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: offset 1 is {1}, offset 2 is {2}, offset 0 is {3}")
  @CsvSource({
    "cabloy.com, cabloy, host, com.cabloy",
    "cabloy.com:7102, cabloy, host, com.cabloy",
    "store.cabloy.com, cabloy.store, store, com.cabloy.store",
    "store.cabloy.com:80, cabloy.store, store, com.cabloy.store",
    "a.b.cabloy.com, cabloy.b.a, b.a, com.cabloy.b.a",
    "CABLOY.com, cabloy, host, com.cabloy",
    "cabloy.com., cabloy, host, com.cabloy",
    "www.cabloy.com, cabloy.www, nobody, com.cabloy.www",
    "tenant.localhost, tenant, host, localhost.tenant",
    "localhost, nobody, nobody, nobody",
    "localhost:7102, nobody, nobody, nobody",
    "intranet, nobody, nobody, nobody",
    "127.0.0.1, nobody, nobody, nobody",
    "127.0.0.1:7102, nobody, nobody, nobody",
    "'[::1]:7102', nobody, nobody, nobody",
    "'[::ffff:10.0.0.1]', nobody, nobody, nobody",
    "10.1, nobody, nobody, nobody",
    "0x7f.0.0.1, nobody, nobody, nobody",
    "a..cabloy.com, refused, refused, refused",
    "user@cabloy.com, refused, refused, refused",
    "null.com, null, host, com.null",
    "constructor.com, constructor, host, com.constructor",
  })
  void theOffsetDropsLabelsFromTheRightAndReversesTheRest(String host, String one, String two, String zero) {
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(1), host)).isEqualTo(one);
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(2), host)).isEqualTo(two);
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(0), host)).isEqualTo(zero);
  }

  @Test
  void fewerLabelsThanTheOffsetNameNobody() {
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(3), "cabloy.com")).isEqualTo("nobody");
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(3), "cabloy.co.uk")).isEqualTo("host");
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(3), "store.cabloy.co.uk")).isEqualTo("store");
  }

  @Test
  void aTenantsOwnDomainNamesIt() {
    assertThat(answer(DomainSettings.DEFAULTS, "SHOP.acme.org.:443")).isEqualTo("found acme");
    assertThat(answer(DomainSettings.DEFAULTS, "xn--mller-kva.example")).isEqualTo("found globex");
    assertThat(answer(DomainSettings.DEFAULTS, "acme.org")).isEqualTo("nobody");
  }

  @Test
  void customDomainsCanBeSwitchedOff() {
    DomainSettings settings = new DomainSettings(List.of(), OptionalInt.empty(), false, Set.of());
    assertThat(answer(settings, "shop.acme.org")).isEqualTo("nobody");
    assertThat(tenants.asked()).isEmpty();
  }

  @Test
  void aFormatStandsBeforeCustomDomainsSoThatNoTenantCanTakeAnothersAddress() {
    assertThat(answer(DomainSettings.DEFAULTS.withFormats("{tenant}.acme.org"), "shop.acme.org")).isEqualTo("shop");
    assertThat(tenants.asked()).isEmpty();
  }

  @Test
  void aCustomDomainStandsBeforeTheOffset() {
    assertThat(answer(DomainSettings.DEFAULTS.withSubdomainOffset(1), "shop.acme.org")).isEqualTo("found acme");
  }

  @Test
  void noHostHeaderNamesNobodyAndTwoAreRefused() {
    DomainSettings settings = DomainSettings.DEFAULTS.withFormats("{tenant}.example.com");
    assertThat(answer(settings, request())).isEqualTo("nobody");
    assertThat(answer(settings, request().at("acme.example.com", "acme.example.com"))).isEqualTo("refused");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, globex.example.com, globex",
    "10.0.0.7, 'GLOBEX.example.com:443', globex",
    "10.0.0.7, 'globex.example.com, GLOBEX.example.com', globex",
    "10.0.0.7, 'globex.example.com, acme.example.com', refused",
    "10.0.0.7, 'globex.example.com,', refused",
    "10.0.0.7, '', refused",
    "203.0.113.9, globex.example.com, acme",
    "203.0.113.9, 'globex.example.com, acme.example.com', acme",
  })
  void theForwardedHostIsTakenFromTrustedProxiesOnly(String peer, String forwarded, String expected) {
    Request request = request().at("acme.example.com").from(peer).withHeader("X-Forwarded-Host", forwarded);
    DomainSettings settings = DomainSettings.DEFAULTS.withFormats("{tenant}.example.com");
    TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8"));
    assertThat(text(new DomainResolver(settings, proxies, tenants).resolve(request))).isEqualTo(expected);
  }

  @Test
  void withoutTrustedProxiesTheForwardedHostIsIgnored() {
    Request request = request().at("acme.example.com").withHeader("X-Forwarded-Host", "globex.example.com");
    assertThat(answer(DomainSettings.DEFAULTS.withFormats("{tenant}.example.com"), request)).isEqualTo("acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "",
        "{tenant}.{tenant}.com",
        "https://{tenant}.example.com",
        "{tenant}.example.com:8080",
        "{tenant}.example.com/",
        "{name}.example.com",
        "{tenant}..example.com",
        "{tenant}.1",
        "*.{tenant}.com",
      })
  void aFormatThatIsNoHostNameIsRefusedAtStart(String format) {
    assertThatIllegalArgumentException().isThrownBy(() -> DomainFormat.of(format)).withMessageContaining(format);
  }

  @Test
  void aNegativeOffsetIsRefusedAtStart() {
    assertThatIllegalArgumentException().isThrownBy(() -> DomainSettings.DEFAULTS.withSubdomainOffset(-1));
  }

  private String answer(DomainSettings settings, String host) {
    return answer(settings, request().at(host));
  }

  private String answer(DomainSettings settings, Request request) {
    return text(new DomainResolver(settings, TrustedProxies.NOT_CONFIGURED, tenants).resolve(request));
  }

  private static String text(Answer answer) {
    return switch (answer) {
      case Answer.OfNobody nobody -> "nobody";
      case Answer.OfHost host -> "host";
      case Answer.Named(TenantName name) -> name.canonical();
      case Answer.Identified identified -> "id " + identified.id();
      case Answer.Found found -> "found " + found.tenant().name();
      case Answer.Refused refused -> "refused";
    };
  }
}
