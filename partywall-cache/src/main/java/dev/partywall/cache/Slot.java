package dev.partywall.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.SessionToken;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is under a key in Redis: a line of text, and of an entry the value behind it.
 *
 * <pre>
 * G.id bound                                                     a generation
 * T.id bound                                                     an entry that was deleted
 * L.id bound                                                     an entry that is being loaded
 * E.id bound life epoch created ttl kind floors needs \n value    an entry
 * </pre>
 *
 * The bound is where in the histories of the databases the last drop was; what is older is not stored over it.
 */
final class Slot {

  static final String NOWHERE = "-";

  // Many entries have the same: to read a text again takes longer than to find it.
  private static final int MANY = 1_000;
  private static final LoadingCache<String, Dependency> NAMES =
      Caffeine.newBuilder().maximumSize(MANY).executor(Runnable::run).build(Slot::readName);
  private static final LoadingCache<String, Map<DatasourceName, Optional<Position>>> FLOORS =
      Caffeine.newBuilder().maximumSize(MANY).executor(Runnable::run).build(Slot::readFloors);

  /** The first word, which nothing else ever has. */
  final String id;

  final SessionToken bound;

  /** The entry; null if there is none. */
  final @Nullable Stored stored;

  /** What an entry was stored with. */
  final String life;

  final long epoch;
  final Map<Dependency, String> saw;

  private Slot(
      String id, SessionToken bound, @Nullable Stored stored, String life, long epoch, Map<Dependency, String> saw) {
    this.id = id;
    this.bound = bound;
    this.stored = stored;
    this.life = life;
    this.epoch = epoch;
    this.saw = saw;
  }

  /** What there is to read; null if it makes no sense. */
  static @Nullable Slot read(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    String line = new String(bytes, 0, end, StandardCharsets.UTF_8);
    try {
      if (line.charAt(0) != 'E') {
        int space = line.indexOf(' ');
        return new Slot(line.substring(0, space), bound(line.substring(space + 1)), null, "", 0, Map.of());
      }
      String[] words = line.split(" ", -1);
      SessionToken bound = bound(words[1]);
      Map<Dependency, String> saw = saw(words[8]);
      byte[] value = null;
      if (words[6].equals("v")) {
        value = new byte[bytes.length - end - 1];
        System.arraycopy(bytes, end + 1, value, 0, value.length);
      }
      Stored stored =
          new Stored(
              value, stamp(words[7], saw.keySet()), saw.keySet(), Long.parseLong(words[4]), Long.parseLong(words[5]));
      return new Slot(words[0], bound, stored, words[2], Long.parseLong(words[3]), saw);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static SessionToken bound(String text) {
    return text.equals(NOWHERE) ? SessionToken.NONE : SessionToken.parse(text);
  }

  /** The bytes of an entry. */
  static byte[] write(
      String id, SessionToken bound, String life, long epoch, Stored value, Map<Dependency, String> saw) {
    byte[] bytes = value.bytes();
    String line =
        String.join(
            " ",
            id,
            text(bound),
            life,
            Long.toString(epoch),
            Long.toString(value.created()),
            Long.toString(value.ttl()),
            bytes == null ? "n" : "v",
            floors(value.stamp()),
            saw.entrySet().stream()
                .map(each -> Spaces.escape(each.getKey().toString()) + "=" + each.getValue())
                .collect(Collectors.joining(",")));
    byte[] head = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (bytes == null) {
      return head;
    }
    byte[] all = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return all;
  }

  static String text(SessionToken bound) {
    return bound.positions().isEmpty() ? NOWHERE : new SessionToken(bound.positions(), Map.of()).toString();
  }

  private static String floors(ReadStamp stamp) {
    return stamp.floors().isEmpty()
        ? NOWHERE
        : stamp.floors().entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue().map(Position::toString).orElse(""))
            .collect(Collectors.joining(","));
  }

  private static Map<DatasourceName, Optional<Position>> readFloors(String floors) {
    Map<DatasourceName, Optional<Position>> read = new HashMap<>();
    if (!floors.equals(NOWHERE)) {
      for (String floor : List.of(floors.split(",", -1))) {
        int equals = floor.indexOf('=');
        String place = floor.substring(equals + 1);
        read.put(
            DatasourceName.of(floor.substring(0, equals)),
            place.isEmpty() ? Optional.empty() : Optional.of(Position.parse(place)));
      }
    }
    return Map.copyOf(read);
  }

  private static ReadStamp stamp(String floors, Set<Dependency> needs) {
    Map<DatasourceName, Optional<Position>> read = FLOORS.get(floors);
    Set<String> own = new HashSet<>();
    Set<String> common = new HashSet<>();
    for (Dependency need : needs) {
      String table = need.table();
      if (table != null) {
        (need.host() ? common : own).add(table);
      }
    }
    return new ReadStamp(read, own, common);
  }

  private static Dependency readName(String escaped) {
    return Dependency.parse(Spaces.unescape(escaped));
  }

  private static Map<Dependency, String> saw(String text) {
    Map<Dependency, String> saw = new LinkedHashMap<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = each.indexOf('=');
      saw.put(NAMES.get(each.substring(0, equals)), each.substring(equals + 1));
    }
    return saw;
  }
}
