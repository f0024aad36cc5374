package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.spring.boot.PartywallProperties.Datasource;
import dev.partywall.spring.boot.PartywallProperties.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the routing of a datasource set of its settings, and collects what is wrong with them. */
final class RoutingEntries {

  private final Function<String, Optional<NodeSelector>> beans;
  private final List<ConfigurationProblem> problems;

  /**
   * @param beans the selector that is the bean of a name; empty if there is none
   */
  RoutingEntries(Function<String, Optional<NodeSelector>> beans, List<ConfigurationProblem> problems) {
    this.beans = beans;
    this.problems = problems;
  }

  /** The routing; where there is a mistake in a setting, its default. */
  Routing read(String path, Datasource entry) {
    Routing standard = Routing.DEFAULT;
    return Routing.builder()
        .selector(selector(path, entry))
        .readsInTransactions(entry.readsInTransactions())
        .consistency(consistency(path, entry))
        .maxLag(positive(path + ".max-lag", entry.maxLag(), standard.maxLag()))
        .probeInterval(positive(path + ".probe-interval", entry.probeInterval(), standard.probeInterval()))
        .ttl(positive(path + ".ttl", entry.ttl(), standard.ttl()))
        .noReader(entry.noReader())
        .writeUnderReadIntent(entry.writeUnderReadIntent())
        .multiWriter(entry.multiWriter())
        .build();
  }

  private NodeSelector selector(String path, Datasource entry) {
    String bean = entry.selectorBean();
    if (bean == null) {
      return selector(entry.selector());
    }
    if (entry.selector() != null) {
      problem(path + ".selector-bean", "there is a selector as well", "Keep one of the two");
    }
    return beans
        .apply(bean)
        .orElseGet(
            () -> {
              problem(
                  path + ".selector-bean",
                  "there is no NodeSelector bean '" + bean + "'",
                  "Define one of this name, or correct it");
              return NodeSelector.RANDOM;
            });
  }

  /** A set's own: a round belongs to one set. */
  private static NodeSelector selector(@Nullable Selector given) {
    return switch (given) {
      case ROUND_ROBIN -> NodeSelector.roundRobin();
      case LEAST_BUSY -> NodeSelector.LEAST_BUSY;
      case RANDOM -> NodeSelector.RANDOM;
      case null -> NodeSelector.RANDOM;
    };
  }

  private Consistency consistency(String path, Datasource entry) {
    Consistency given = entry.consistency();
    if (given == null) {
      return entry.multiWriter() ? Consistency.TTL : Consistency.POSITION;
    }
    if (given == Consistency.POSITION && entry.multiWriter()) {
      problem(path + ".consistency", "several writers have no common position", "Set it to ttl, or to none");
      return Consistency.TTL;
    }
    return given;
  }

  private Duration positive(String setting, @Nullable Duration given, Duration standard) {
    if (given == null) {
      return standard; // it could not be read, which is reported already
    }
    if (given.isNegative() || given.isZero()) {
      problem(setting, "it is " + given.toMillis() + " ms", "Give more than 0");
      return standard;
    }
    return given;
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(setting, problem, action));
  }
}
