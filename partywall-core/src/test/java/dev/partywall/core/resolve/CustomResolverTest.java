package dev.partywall.core.resolve;

import static dev.partywall.core.resolve.Request.request;
import static dev.partywall.core.resolve.TenantResolutionTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.TenantName;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CustomResolverTest {

  private final Tenants tenants = new Tenants();

  @Test
  void customResolversStandBeforeQueryHeaderCookieAndDomain() {
    Request request = request().withHeader("X-Api-Key", "acme").withQuery("globex");
    assertThat(text(resolution(apiKey()).resolve(request))).isEqualTo("acme by api-key");
  }

  @Test
  void aCustomResolverThatNamesNobodyPassesOn() {
    assertThat(text(resolution(apiKey()).resolve(request().withQuery("globex")))).isEqualTo("globex by query");
  }

  @Test
  void customResolversMustAgreeWithTheClaimToo() {
    Request request = request().byUser("globex").withHeader("X-Api-Key", "acme");
    assertThat(text(resolution(apiKey()).resolve(request))).isEqualTo("tenant-mismatch by api-key");
  }

  @Test
  void aCustomResolverHasItsOwnPlaceInTheOrder() {
    ResolutionSettings settings = ResolutionSettings.DEFAULTS.withOrder("query", "api-key", "custom");
    TenantResolver other = resolver("other", facts -> Answer.named(TenantName.of("cabloy")));
    TenantResolution resolution =
        TenantResolution.of(settings, tenants, List.of(other, apiKey()), ActingPolicy.never());
    assertThat(text(resolution.resolve(request().withHeader("X-Api-Key", "acme").withQuery("globex"))))
        .isEqualTo("globex by query");
    assertThat(text(resolution.resolve(request().withHeader("X-Api-Key", "acme")))).isEqualTo("acme by api-key");
    assertThat(text(resolution.resolve(request()))).isEqualTo("cabloy by other");
  }

  @Test
  void aFailingResolverRefusesTheRequestInsteadOfPassingOn() {
    TenantResolver failing =
        resolver(
            "failing",
            facts -> {
              throw new IllegalStateException("planted");
            });
    TenantResolution resolution = resolution(failing);
    assertThat(text(resolution.resolve(request().withQuery("acme")))).isEqualTo("tenant-resolver-failed by failing");
    assertThat(text(resolution.resolve(request().byUser("acme")))).isEqualTo("tenant-resolver-failed by failing");
  }

  @Test
  void anInvalidNameFromACustomResolverIsAnInvalidName() {
    TenantResolver careless = resolver("careless", facts -> Answer.named(TenantName.of("../x")));
    assertThat(text(resolution(careless).resolve(request()))).isEqualTo("tenant-name-invalid by careless");
  }

  @Test
  void mistakesInTheOrderAreListedAtOnce() {
    ResolutionSettings settings = ResolutionSettings.DEFAULTS.withOrder("claim", "haeder", "query", "claim");
    List<TenantResolver> custom = List.of(apiKey(), apiKey(), resolver("header", facts -> Answer.nobody()));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TenantResolution.of(settings, tenants, custom, ActingPolicy.never()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(ConfigurationProblem::problem)
                    .containsExactly(
                        "two resolvers have the source 'api-key'",
                        "two resolvers have the source 'header'",
                        "there is no resolver 'haeder'",
                        "'claim' occurs twice"));
  }

  private TenantResolution resolution(TenantResolver custom) {
    return TenantResolution.of(ResolutionSettings.DEFAULTS, tenants, List.of(custom), ActingPolicy.never());
  }

  private static TenantResolver apiKey() {
    return resolver(
        "api-key",
        facts ->
            facts.header("X-Api-Key").stream()
                .findFirst()
                .map(key -> Answer.named(TenantName.of(key)))
                .orElse(Answer.nobody()));
  }

  private static TenantResolver resolver(String source, Function<RequestFacts, Answer> way) {
    return new TenantResolver() {
      @Override
      public String source() {
        return source;
      }

      @Override
      public Answer resolve(RequestFacts request) {
        return way.apply(request);
      }
    };
  }
}
