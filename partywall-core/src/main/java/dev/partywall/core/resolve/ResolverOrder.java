package dev.partywall.core.resolve;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.ConfigurationProblem;
import dev.partywall.core.TenantStore;
import dev.partywall.core.resolve.ResolutionSettings.NamedValue;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts the built-in and the application's own resolvers in the configured order. */
final class ResolverOrder {

  private static final String SETTING = "partywall.resolve.order";
  private static final String ALL_CUSTOM = "custom";

  private final ResolutionSettings settings;
  private final Map<String, TenantResolver> known = new LinkedHashMap<>();
  private final List<String> custom = new ArrayList<>();
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  ResolverOrder(ResolutionSettings settings, TenantStore store, List<TenantResolver> custom) {
    this.settings = settings;
    builtIn(store).forEach(resolver -> known.put(resolver.source(), resolver));
    custom.forEach(this::add);
  }

  /**
   * The resolvers, first asked first.
   *
   * @throws ConfigurationException listing every name in the order that is unknown or repeated, and every source that
   *     two resolvers share
   */
  List<TenantResolver> resolvers() {
    List<TenantResolver> ordered = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String source : settings.order()) {
      if (!seen.add(source)) {
        problem("'" + source + "' occurs twice", "List each resolver once");
      } else if (source.equals(ALL_CUSTOM)) {
        custom.stream().filter(name -> !settings.order().contains(name)).map(known::get).forEach(ordered::add);
      } else if (known.containsKey(source)) {
        ordered.add(known.get(source));
      } else {
        problem("there is no resolver '" + source + "'", "Use some of " + new TreeSet<>(known.keySet()) + " or custom");
      }
    }
    ConfigurationException.throwIfAny(problems);
    return List.copyOf(ordered);
  }

  private List<TenantResolver> builtIn(TenantStore store) {
    TrustedProxies proxies = settings.trustedProxies();
    NamedValue query = settings.query();
    NamedValue header = settings.header();
    NamedValue cookie = settings.cookie();
    return List.of(
        new ClaimResolver(values(settings.claim())),
        new QueryResolver(query, values(query.by()), proxies),
        new HeaderResolver(header, values(header.by()), proxies),
        new CookieResolver(cookie, values(cookie.by())),
        new DomainResolver(settings.domain(), proxies, store));
  }

  private Values values(Naming by) {
    return new Values(by, settings.idKind());
  }

  private void add(TenantResolver resolver) {
    custom.add(resolver.source());
    if (resolver.source().equals(ALL_CUSTOM)) {
      problem("a resolver has the source 'custom', which stands for all of them", "Name its source otherwise");
    } else if (known.putIfAbsent(resolver.source(), resolver) != null) {
      problem("two resolvers have the source '" + resolver.source() + "'", "Give each a source of its own");
    }
  }

  private void problem(String problem, String action) {
    problems.add(new ConfigurationProblem(SETTING, problem, action));
  }
}
