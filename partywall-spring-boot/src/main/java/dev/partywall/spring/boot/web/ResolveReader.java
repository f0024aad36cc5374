package dev.partywall.spring.boot.web;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.TenantId;
import dev.partywall.core.resolve.DomainFormat;
import dev.partywall.core.resolve.DomainSettings;
import dev.partywall.core.resolve.ResolutionSettings;
import dev.partywall.core.resolve.ResolutionSettings.NamedValue;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import dev.partywall.core.resolve.TrustedProxies;
import dev.partywall.spring.boot.PropertiesReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks how requests are resolved. What is wrong is left out of the settings and reported. */
final class ResolveReader {

  private static final String PREFIX = "partywall.resolve.";

  private final List<ConfigurationProblem> problems;
  private final ResolutionSettings settings;
  private final PathRules paths;

  private ResolveReader(
      ResolveProperties given, TenantId.Kind idKind, List<String> ignoredToo, List<ConfigurationProblem> problems) {
    this.problems = problems;
    this.settings =
        new ResolutionSettings(
            given.order(),
            given.claim().by(),
            value("query", given.query().name(), given.query().aliases(), given.query().by()),
            value("header", given.header().name(), given.header().aliases(), given.header().by()),
            value("cookie", given.cookie().name(), given.cookie().aliases(), given.cookie().by()),
            domain(given.domain()),
            proxies(given.trustedProxies()),
            given.fallback(),
            idKind);
    this.paths =
        new PathRules(
            patterns("ignore-paths", join(given.ignorePaths(), ignoredToo)),
            patterns("optional-paths", given.optionalPaths()),
            patterns("host-paths", given.hostPaths()));
    if (given.claim().name().isBlank()) {
      problem("claim.name", "it is blank", "Name the claim, such as tenant");
    }
  }

  /** Reads and checks the settings. If some cannot be read at all, the defaults stand in for the rest of them. */
  static ResolveReader of(Environment environment) {
    List<ConfigurationProblem> problems = new ArrayList<>();
    ResolveProperties given =
        new PropertiesReader(environment, problems).read("partywall.resolve", ResolveProperties.class);
    ResolveProperties readable =
        problems.isEmpty() ? given : new Binder().bindOrCreate("partywall.resolve", ResolveProperties.class);
    List<String> actuator = readable.ignoreActuator() ? ActuatorPaths.of(environment) : List.of();
    return new ResolveReader(readable, idKind(environment), actuator, problems);
  }

  List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }

  ResolutionSettings settings() {
    return settings;
  }

  PathRules paths() {
    return paths;
  }

  private static TenantId.Kind idKind(Environment environment) {
    try {
      return Binder.get(environment).bind("partywall.id-kind", TenantId.Kind.class).orElse(TenantId.Kind.BIGINT);
    } catch (BindException e) {
      return TenantId.Kind.BIGINT; // the mistake is reported with those of the data
    }
  }

  private NamedValue value(String source, String name, List<String> aliases, Naming by) {
    NamedValue fine = new NamedValue("x-tenant", by);
    if (name.isBlank()) {
      return wrong(source + ".name", "it is blank", "Give a name, or leave '" + source + "' out of the order", fine);
    }
    return aliases.stream().anyMatch(String::isBlank)
        ? wrong(source + ".aliases", "one is blank", "Give names, or leave it out", fine)
        : new NamedValue(name, aliases, by);
  }

  private DomainSettings domain(ResolveProperties.Domain given) {
    List<DomainFormat> formats = new ArrayList<>();
    for (int i = 0; i < given.formats().size(); i++) {
      String format = given.formats().get(i);
      DomainFormat read =
          read("domain.formats[" + i + "]", () -> DomainFormat.of(format), "Write it as {tenant}.example.com");
      if (read != null) {
        formats.add(read);
      }
    }
    return new DomainSettings(formats, offset(given.subdomainOffset()), given.customDomains(), given.ignored());
  }

  private OptionalInt offset(@Nullable Integer given) {
    if (given == null) {
      return OptionalInt.empty();
    }
    return given < 0
        ? wrong("domain.subdomain-offset", given + " is negative", "Give 0 or more labels", OptionalInt.empty())
        : OptionalInt.of(given);
  }

  private TrustedProxies proxies(List<String> given) {
    TrustedProxies read =
        read("trusted-proxies", () -> TrustedProxies.of(given), "Write an address, or a range as 10.0.0.0/8");
    return read == null ? TrustedProxies.NOT_CONFIGURED : read;
  }

  private PathPatterns patterns(String setting, List<String> given) {
    PathPatterns read = read(setting, () -> PathPatterns.of(given), "Write paths as /reports/** or /login");
    return read == null ? PathPatterns.of(List.of()) : read;
  }

  private <T> @Nullable T read(String setting, Supplier<T> reading, String action) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      problem(setting, String.valueOf(e.getMessage()), action);
      return null;
    }
  }

  private <T> T wrong(String setting, String problem, String action, T instead) {
    problem(setting, problem, action);
    return instead;
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(PREFIX + setting, problem, action));
  }

  private static List<String> join(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
