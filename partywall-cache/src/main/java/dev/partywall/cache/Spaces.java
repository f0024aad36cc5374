package dev.partywall.cache;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tenancies that use caches in this process. One that does not for long is forgotten, with its entries. */
final class Spaces {

  /** After so many ticks, which are seconds: longer than any load, and than any deleted key is remembered. */
  private static final int FORGET = 3_600;

  private final Map<String, Space> byText = new ConcurrentHashMap<>();
  private final Map<TenantId, Space> tenants = new ConcurrentHashMap<>();
  private final Space host = new Space("host", true);

  private volatile int ticks;

  /** That of a tenancy. */
  Space of(@Nullable Tenancy tenancy, String cache, String method) {
    if (tenancy == null) {
      throw new NoTenancyException("Cache " + cache + ", " + method, List.of());
    }
    return switch (tenancy) {
      case Tenancy.OfTenant(var tenant) -> of(tenant.id());
      case Tenancy.OfHost _ -> host;
      case Tenancy.Across _, Tenancy.AcrossAll _ -> throw new CacheTenancyException(cache, tenancy);
    };
  }

  Space host() {
    return host;
  }

  /** The number that a tenancy's entries must carry: with another one they are those of a former state. */
  static long epoch(Tenancy tenancy) {
    return tenancy instanceof Tenancy.OfTenant(var tenant) ? tenant.epoch() : 0;
  }

  private Space of(TenantId id) {
    Space known = tenants.get(id);
    if (known == null) {
      return toChange(id);
    }
    if (known.lastUse != ticks) {
      known.lastUse = ticks;
    }
    return known;
  }

  /** For a change that must not be lost: the space is not being forgotten meanwhile. */
  Space toChange(Tenancy tenancy, String cache) {
    return tenancy instanceof Tenancy.OfTenant(var tenant) ? toChange(tenant.id()) : of(tenancy, cache, "change");
  }

  private Space toChange(TenantId id) {
    Space space =
        tenants.compute(
            id,
            (_, known) -> {
              Space used = known != null ? known : new Space(text(id), false);
              used.lastUse = ticks;
              byText.put(used.text, used);
              return used;
            });
    return space;
  }

  /** The space of such a text, if this process knows it; or null. */
  @Nullable Space known(String text) {
    return text.equals(host.text) ? host : byText.get(text);
  }

  void tick() {
    int now = ++ticksOfOneThread;
    ticks = now;
    if (now % 60 == 0) {
      tenants
          .keySet()
          .forEach(
              id -> tenants.computeIfPresent(id, (_, space) -> now - space.lastUse > FORGET ? forget(space) : space));
    }
  }

  private int ticksOfOneThread;

  private @Nullable Space forget(Space space) {
    byText.remove(space.text, space);
    return null;
  }

  /** Letters, digits, hyphens and underscores stay as they are; so no two ids have one text. */
  static String text(TenantId id) {
    return "t" + escape(id.toString());
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
      if (plain) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
      }
    }
    return escaped.toString();
  }

  /** The text that was escaped. */
  static String unescape(String escaped) {
    byte[] bytes = new byte[escaped.length()];
    int length = 0;
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(escaped.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
