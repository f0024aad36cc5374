package dev.partywall.core.resolve;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of IP addresses: those whose first {@code bits} bits are those of {@code start}. */
record AddressRange(InetAddress start, int bits) {

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  static AddressRange of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress start = parseAddress(address).orElseThrow(() -> invalid(text));
    int size = start.getAddress().length * Byte.SIZE;
    int bits = slash < 0 ? size : prefixLength(text, slash + 1);
    boolean mapped = size == Integer.SIZE && address.contains(":");
    if (mapped && slash >= 0) {
      bits -= 96;
    }
    if (bits < 0 || bits > size) {
      throw invalid(text);
    }
    return new AddressRange(start, bits);
  }

  /** An address in its usual text form; names are not looked up. A zone is ignored. */
  static Optional<InetAddress> parseAddress(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] mine = start.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int prefixLength(String text, int from) {
    String length = text.substring(from);
    if (!length.matches("[0-9]{1,3}")) {
      throw invalid(text);
    }
    return Integer.parseInt(length);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no IP address or range; one is written as 192.0.2.7, 10.0.0.0/8, ::1 or fd00::/8");
  }
}
