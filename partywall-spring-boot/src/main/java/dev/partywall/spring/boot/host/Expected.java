package dev.partywall.spring.boot.host;

import dev.partywall.core.TenantId;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code If-Match} asks for: that a tenant is as the caller has read it. */
final class Expected {

  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]*)\"\\s*(?:,|$)");
  private static final int MAX_DIGITS = 18;

  private Expected() {}

  /** The entity tag of a tenant. */
  static String tag(RegisteredTenant tenant) {
    return "\"" + tenant.version() + "\"";
  }

  /**
   * The tenants, for a change that is made only if the header allows it.
   *
   * @throws ProblemException if it does not, by what is known now
   */
  static Tenants of(@Nullable String header, Tenants tenants, TenantId id) {
    if (header == null) {
      return tenants;
    }
    long present = tenants.find(id).orElseThrow(() -> new TenantNotFoundException(id)).version();
    if (header.strip().equals("*")) {
      return tenants;
    }
    // Weak tags match nothing here: they do not say that nothing changed.
    if (!versions(header).contains(present)) {
      throw new ProblemException(
          Problem.of(
              412,
              "tenant-changed",
              "The tenant was changed meanwhile",
              "Its entity tag is \"" + present + "\" now. Read it again and repeat the change."));
    }
    return tenants.expecting(present);
  }

  private static List<Long> versions(String header) {
    List<Long> versions = new ArrayList<>();
    Matcher tags = TAG.matcher(header);
    int end = 0;
    while (tags.find() && tags.start() == end) {
      end = tags.end();
      String tag = tags.group(2);
      if (tags.group(1) == null && tag.matches("[0-9]{1," + MAX_DIGITS + "}")) {
        versions.add(Long.valueOf(tag));
      }
    }
    if (end != header.length()) {
      throw ProblemException.invalid("If-Match", "it is no list of entity tags", "Send the ETag that you were given");
    }
    return versions;
  }
}
