package dev.partywall.spring.boot.host;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.DomainName;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.TenantChange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what is wanted of a tenant. */
final class TenantRequests {

  private static final int MAX_TEXT = 200;
  private static final String NAME = "Use labels of letters, digits and inner hyphens, as in acme";

  private final TenantId.Kind idKind;
  private final Set<DatasourceName> sets;

  /**
   * @param sets the datasource sets that there are
   */
  TenantRequests(TenantId.Kind idKind, Set<DatasourceName> sets) {
    this.idKind = idKind;
    this.sets = Set.copyOf(sets);
  }

  /** A tenant that is wanted. */
  NewTenant create(Body body) {
    TenantName name = body.read("name", body.needed("name", NAME), TenantName::of, NAME);
    TenantId id = body.read("id", body.text("id"), this::id, "Give an id of the kind " + idKind + ", or leave it out");
    String title = line(body, "title", body.text("title"));
    Set<DomainName> domains = domains(body);
    Map<String, Object> settings = body.map("settings");
    Home home = home(body.object("placement"));
    Map<String, String> seed = body.textMap("seed");
    body.end();
    TenantName known = Objects.requireNonNull(name);
    return new NewTenant(
        known,
        id,
        title == null ? known.toString() : title,
        domains == null ? Set.of() : domains,
        settings == null ? Map.of() : settings,
        home,
        seed == null ? Map.of() : seed);
  }

  /** What is to become different of a tenant. */
  TenantChange change(Body body) {
    TenantName name = body.read("name", body.text("name"), TenantName::of, NAME);
    String title = line(body, "title", body.text("title"));
    Set<DomainName> domains = domains(body);
    Map<String, Object> settings = body.map("settings");
    body.end();
    return new TenantChange(name, title, domains, settings);
  }

  /** Why something is done. */
  String reason(Body body) {
    String reason = line(body, "reason", body.needed("reason", "Say why; it goes into the audit trail"));
    body.end();
    return Objects.requireNonNull(reason);
  }

  /** A line of text, as people read it; null if it is none. */
  private static @Nullable String line(Body body, String field, @Nullable String text) {
    if (text != null && !isLine(text)) {
      body.wrong(field, "it is blank, too long, or has control characters", "Give a line of at most " + MAX_TEXT);
      return null;
    }
    return text;
  }

  static boolean isLine(String text) {
    return !text.isBlank() && text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
  }

  /** The id that a text is; it has to be in its one usual form. */
  TenantId id(String text) {
    TenantId id = parsed(text);
    if (!id.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("'" + text + "' is not the usual form of an id");
    }
    return id;
  }

  private TenantId parsed(String text) {
    try {
      return idKind.parse(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }

  private static @Nullable Set<DomainName> domains(Body body) {
    List<String> given = body.texts("domains");
    if (given == null) {
      return null;
    }
    Set<DomainName> domains = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      String field = "domains[" + i + "]";
      DomainName domain = body.read(field, given.get(i), DomainName::of, "Give a host name, such as shop.example.org");
      if (domain != null) {
        domains.add(domain);
      }
    }
    return domains;
  }

  private Home home(@Nullable Body placement) {
    if (placement == null) {
      return new Home.Shared(DatasourceName.MAIN);
    }
    String kind = placement.needed("kind", "Give shared, isolated or schema");
    DatasourceName set = set(placement);
    placement.refuseOthers();
    return switch (kind) {
      case "isolated" -> new Home.Isolated(set);
      case "schema" -> new Home.Schema(set);
      case "shared" -> new Home.Shared(set);
      case null -> new Home.Shared(set);
      default -> {
        placement.wrong("kind", "'" + kind + "' is no kind of placement", "Give shared, isolated or schema");
        yield new Home.Shared(set);
      }
    };
  }

  private DatasourceName set(Body placement) {
    String all = "Name one of the datasource sets " + new TreeSet<>(sets) + ", or leave it out";
    DatasourceName set = placement.read("datasource", placement.text("datasource"), TenantRequests.this::known, all);
    return set == null ? DatasourceName.MAIN : set;
  }

  private DatasourceName known(String text) {
    DatasourceName set = DatasourceName.of(text);
    if (!sets.contains(set)) {
      throw new IllegalArgumentException("there is no datasource set '" + text + "'");
    }
    return set;
  }
}
