package dev.partywall.core.resolve;

import dev.partywall.core.DomainName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host part of a request's address, without port. */
sealed interface RequestHost {

  Pattern HOST_AND_PORT = Pattern.compile("(?<host>\\[[^\\[\\]]*]|[^\\[\\]:]*)(?::(?<port>[0-9]{0,5}))?");
  Pattern IPV4_LIKE = Pattern.compile("(?:[0-9a-fx]+\\.)*(?:[0-9]+|0x[0-9a-f]*)\\.?");

  /** A name. */
  record Name(DomainName name) implements RequestHost {}

  /** An IP address, which names nobody. */
  enum Address implements RequestHost {
    INSTANCE
  }

  /** Neither. */
  enum Malformed implements RequestHost {
    INSTANCE
  }

  /** Reads the value of a {@code Host} or {@code X-Forwarded-Host} header. */
  static RequestHost parse(String text) {
    Matcher matcher = HOST_AND_PORT.matcher(text);
    if (!matcher.matches()) {
      return Malformed.INSTANCE;
    }
    String host = matcher.group("host");
    if (host.startsWith("[")) {
      return AddressRange.parseAddress(host.substring(1, host.length() - 1)).isPresent()
          ? Address.INSTANCE
          : Malformed.INSTANCE;
    }
    if (IPV4_LIKE.matcher(host.toLowerCase(java.util.Locale.ROOT)).matches()) {
      return Address.INSTANCE;
    }
    Optional<DomainName> name = DomainName.parse(host);
    return name.isPresent() ? new Name(name.get()) : Malformed.INSTANCE;
  }
}
