package dev.partywall.fleet.jobs;

import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whose a job is, and how that is stored: {@code host}, or a letter for the kind of the tenant's id and the id itself
 * without a slash.
 *
 * @param tenant the tenant's id; null for the host
 */
record Owner(@Nullable TenantId tenant) {

  static final Owner HOST = new Owner(null);

  private static final String HOST_TEXT = "host";

  /**
   * Whose work it is.
   *
   * @throws IllegalStateException if it reads several tenants
   */
  static Owner of(Tenancy tenancy) {
    return switch (tenancy) {
      case Tenancy.OfTenant(var tenant) -> new Owner(tenant.id());
      case Tenancy.OfHost _ -> HOST;
      case Tenancy.Across _, Tenancy.AcrossAll _ ->
          throw new IllegalStateException(
              "Jobs are of one tenant or the host, and this is work of " + tenancy.label() + "; bind one tenant");
    };
  }

  /** Reads {@link #toString()}. */
  static Owner parse(String text) {
    return text.equals(HOST_TEXT) ? HOST : new Owner(id(text));
  }

  private static TenantId id(String text) {
    String value = URLDecoder.decode(text.substring(1), StandardCharsets.UTF_8);
    return switch (text.charAt(0)) {
      case 'b' -> TenantId.Kind.BIGINT.parse(value);
      case 'u' -> TenantId.Kind.UUID.parse(value);
      case 't' -> TenantId.Kind.TEXT.parse(value);
      default -> throw new IllegalArgumentException("'" + text + "' is nobody who could have jobs");
    };
  }

  /** How the owner's job of a key is named in the table. */
  String instance(String key) {
    return this + "/" + key;
  }

  static Owner ofInstance(String instance) {
    return parse(instance.substring(0, instance.indexOf('/')));
  }

  static String key(String instance) {
    return instance.substring(instance.indexOf('/') + 1);
  }

  /** The tenant's id, or {@code host}, for people. */
  String label() {
    return tenant == null ? HOST_TEXT : tenant.toString();
  }

  @Override
  public String toString() {
    if (tenant == null) {
      return HOST_TEXT;
    }
    char kind =
        switch (tenant.kind()) {
          case BIGINT -> 'b';
          case UUID -> 'u';
          case TEXT -> 't';
        };
    return kind + URLEncoder.encode(tenant.toString(), StandardCharsets.UTF_8);
  }
}
