package dev.partywall.core.resolve;

import static dev.partywall.core.resolve.Request.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DomainName;
import dev.partywall.core.TenantName;
import dev.partywall.core.store.EmptyTenantStore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of names and host names, tried on generated ones. The seeds are fixed, so that a failure can be repeated. */
class GeneratedHostsTest {

  private static final int ROUNDS = 2_000;
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String ODD = LETTERS + "ABCXYZ---...___ :/@%[]\u0000\u00e9\uff41\u3002\"'\\,;";

  static Stream<RandomGenerator> generators() {
    return Stream.of(1L, 2L, 3L).map(seed -> RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  @ParameterizedTest
  @MethodSource("generators")
  void aNamePutIntoAFormatIsReadBackWhateverCasePortAndDot(RandomGenerator random) {
    for (int i = 0; i < ROUNDS; i++) {
      String name = name(random, 1 + random.nextInt(3));
      String suffix = ".x" + name(random, 1) + ".test";
      String host = scrambled(random, name + suffix) + (random.nextBoolean() ? "." : "") + port(random);
      assertThat(ask(format("{tenant}" + suffix), host)).as(host).isEqualTo(Answer.named(TenantName.of(name)));
    }
  }

  @ParameterizedTest
  @MethodSource("generators")
  void nothingAfterAFormatIsOverlooked(RandomGenerator random) {
    for (int i = 0; i < ROUNDS; i++) {
      String host = name(random, 1) + ".example.com." + name(random, 1) + ".test";
      assertThat(ask(format("{tenant}.example.com"), host)).as(host).isEqualTo(Answer.nobody());
    }
  }

  @ParameterizedTest
  @MethodSource("generators")
  void anOffsetAndItsReverseAreInverse(RandomGenerator random) {
    for (int i = 0; i < ROUNDS; i++) {
      int offset = 1 + random.nextInt(3);
      List<String> labels = IntStream.range(0, 1 + random.nextInt(3)).mapToObj(n -> name(random, 1)).toList();
      String base = IntStream.range(0, offset).mapToObj(n -> "z" + name(random, 1)).collect(Collectors.joining("."));
      String host = String.join(".", labels) + "." + base;
      DomainSettings settings = DomainSettings.DEFAULTS.withSubdomainOffset(offset);
      TenantName expected = TenantName.of(String.join(".", labels.reversed()));
      assertThat(ask(settings, host)).as(host).isEqualTo(Answer.named(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("generators")
  void whateverStandsInTheHostHeaderEitherIsAValidNameOrNamesNobodyOrIsRefused(RandomGenerator random) {
    for (int i = 0; i < ROUNDS; i++) {
      String host = odd(random);
      for (DomainSettings settings :
          List.of(format("{tenant}"), format("{tenant}.a"), DomainSettings.DEFAULTS.withSubdomainOffset(1))) {
        if (ask(settings, host) instanceof Answer.Named(TenantName name)) {
          assertThat(host.toLowerCase(Locale.ROOT)).contains(name.canonical().split("\\.", -1)[0]);
        }
      }
      Optional<DomainName> parsed = DomainName.parse(host);
      parsed.ifPresent(name -> assertThat(DomainName.parse(name.value())).contains(name));
    }
  }

  @ParameterizedTest
  @MethodSource("generators")
  void aHeaderValueIsAValidNameOrRefused(RandomGenerator random) {
    TenantResolution resolution =
        TenantResolution.of(ResolutionSettings.DEFAULTS, EmptyTenantStore.INSTANCE, List.of(), ActingPolicy.never());
    for (int i = 0; i < ROUNDS; i++) {
      String value = odd(random);
      Refusal expected = TenantName.parse(value).isPresent() ? Refusal.TENANT_UNKNOWN : Refusal.TENANT_NAME_INVALID;
      assertThat(resolution.resolve(request().withHeader("x-tenant", value)))
          .as(value)
          .isInstanceOfSatisfying(Resolution.Refused.class, r -> assertThat(r.refusal()).isEqualTo(expected));
    }
  }

  private static Answer ask(DomainSettings settings, String host) {
    return new DomainResolver(settings, TrustedProxies.NOT_CONFIGURED, EmptyTenantStore.INSTANCE)
        .resolve(request().at(host));
  }

  private static DomainSettings format(String format) {
    return new DomainSettings(
        List.of(DomainFormat.of(format)), java.util.OptionalInt.empty(), false, java.util.Set.of());
  }

  private static String name(RandomGenerator random, int labels) {
    return IntStream.range(0, labels).mapToObj(i -> label(random)).collect(Collectors.joining("."));
  }

  private static String label(RandomGenerator random) {
    String inner = text(random, LETTERS + "-", random.nextInt(6));
    return text(random, LETTERS, 1) + inner + text(random, LETTERS.substring(0, 26), 1);
  }

  private static String odd(RandomGenerator random) {
    return text(random, ODD, random.nextInt(12));
  }

  private static String text(RandomGenerator random, String alphabet, int length) {
    return random
        .ints(length, 0, alphabet.length())
        .mapToObj(alphabet::charAt)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private static String scrambled(RandomGenerator random, String text) {
    return text.chars()
        .mapToObj(c -> String.valueOf((char) (random.nextBoolean() ? Character.toUpperCase(c) : c)))
        .collect(Collectors.joining());
  }

  private static String port(RandomGenerator random) {
    return random.nextBoolean() ? ":" + random.nextInt(65_536) : "";
  }
}
