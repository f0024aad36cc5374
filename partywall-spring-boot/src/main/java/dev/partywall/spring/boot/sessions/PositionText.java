package dev.partywall.spring.boot.sessions;

import dev.partywall.core.SessionToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session must see, as signed text in headers and cookies. */
final class PositionText {

  /** The header of requests and responses. */
  static final String HEADER = "Partywall-Position";

  private static final Logger log = LoggerFactory.getLogger(PositionText.class);

  private static final String PURPOSE = "position";
  private static final String UNKNOWN = "?";

  /** Servers' clocks differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Signer signer;
  private final Duration keep;

  /**
   * @param keep how long a token is needed
   */
  PositionText(Signer signer, Duration keep) {
    this.signer = signer;
    this.keep = keep;
  }

  /**
   * What a session must see.
   *
   * @param token what is known of it
   * @param unknown whether there is more that is not known, so that only the writers will do
   */
  record Position(SessionToken token, boolean unknown) {

    static final Position NONE = new Position(SessionToken.NONE, false);
    static final Position UNKNOWN = new Position(SessionToken.NONE, true);

    Position merge(Position other) {
      return new Position(token.merge(other.token), unknown || other.unknown);
    }
  }

  String write(Position position) {
    String text = position.unknown() ? UNKNOWN + position.token() : position.token().toString();
    return signer.sign(PURPOSE, text, keep.plus(SKEW));
  }

  /**
   * Reads what came back. What is not ours says that something may have been written; what is too old says nothing,
   * since every node that serves has what it meant.
   */
  Position read(@Nullable String signed) {
    if (signed == null) {
      return Position.NONE;
    }
    return switch (signer.verify(PURPOSE, signed)) {
      case Signer.Verdict.Valid(String text) -> parse(text);
      case Signer.Verdict.Expired() -> Position.NONE;
      case Signer.Verdict.Foreign() -> {
        log.debug("A position was not signed with partywall.sessions.secret; the writers serve the request");
        yield Position.UNKNOWN;
      }
    };
  }

  private static Position parse(String text) {
    boolean unknown = text.startsWith(UNKNOWN);
    try {
      return new Position(SessionToken.parse(unknown ? text.substring(1) : text), unknown);
    } catch (IllegalArgumentException e) {
      log.debug("A position was written by another version; the writers serve the request", e);
      return Position.UNKNOWN;
    }
  }
}
