package dev.partywall.core.resolve;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The addresses of the proxies in front of the application. */
public final class TrustedProxies {

  /** No proxies are configured: header and query are taken from anybody, {@code X-Forwarded-Host} from nobody. */
  public static final TrustedProxies NOT_CONFIGURED = new TrustedProxies(List.of());

  private final List<AddressRange> ranges;

  private TrustedProxies(List<AddressRange> ranges) {
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Proxies at these addresses or in these ranges, as in {@code 10.0.0.0/8} or {@code fd00::/8}.
   *
   * @throws IllegalArgumentException if a text is neither an address nor a range
   */
  public static TrustedProxies of(List<String> ranges) {
    return new TrustedProxies(ranges.stream().map(AddressRange::of).toList());
  }

  /** Whether any are configured. */
  public boolean configured() {
    return !ranges.isEmpty();
  }

  /** Whether this peer is one of them. */
  boolean contain(Optional<String> peer) {
    Optional<InetAddress> address = peer.flatMap(AddressRange::parseAddress);
    return address.isPresent() && ranges.stream().anyMatch(range -> range.contains(address.get()));
  }

  /** The answer to a value that only a trusted proxy may set, if this request's peer is none. */
  Optional<Answer> refusal(RequestFacts request, String what, List<String> values) {
    return configured() && !values.isEmpty() && !contain(request.peer())
        ? Optional.of(
            Answer.refused(Refusal.TENANT_SOURCE_UNTRUSTED, "The " + what + " is only taken from a trusted proxy."))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
