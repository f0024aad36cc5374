package dev.partywall.jdbc.door;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of work that reads several tenants at once. */
final class Audit {

  private static final Logger LOG = LoggerFactory.getLogger("dev.partywall.audit");

  private Audit() {}

  static void log(Route route) {
    switch (route.tenancy()) {
      case Tenancy.Across(String reason, Set<Tenant> tenants) -> log(reason, names(tenants), route);
      case Tenancy.AcrossAll(String reason, var _) -> log(reason, "all", route);
      case Tenancy.OfTenant _, Tenancy.OfHost _ -> {}
    }
  }

  private static void log(String reason, String tenants, Route route) {
    LOG.info(
        "across reason=\"{}\" tenants={} database={} user={}",
        oneLine(reason),
        tenants,
        route.location(),
        TenantSession.current().user().map(Audit::oneLine).orElse("none"));
  }

  private static String names(Set<Tenant> tenants) {
    return tenants.stream()
        .map(tenant -> tenant.name() + "(" + oneLine(tenant.id().toString()) + ")")
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A reason may hold what a user typed; it must not look like another line. */
  private static String oneLine(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || c == '"' || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
