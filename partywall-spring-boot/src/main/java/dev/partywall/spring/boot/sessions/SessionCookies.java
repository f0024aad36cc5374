package dev.partywall.spring.boot.sessions;

import dev.partywall.spring.boot.sessions.PositionText.Position;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * The cookies of sessions. A position gets a cookie with a name of its own each time, so that answers to parallel
 * requests, which come in any order, replace nothing; one that covers what a request brought along removes that.
 */
final class SessionCookies {

  private static final String ID = "partywall-session";
  private static final String POSITION = "partywall-position-";
  private static final String PURPOSE = "session";
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** More of them no browser sends of ours. */
  private static final int MAXIMUM_READ = 50;

  private final Signer signer;
  private final PositionText positions;
  private final Duration keep;
  private final SecureRandom random = new SecureRandom();

  SessionCookies(Signer signer, PositionText positions, Duration keep) {
    this.signer = signer;
    this.positions = positions;
    this.keep = keep;
  }

  /**
   * What a request brought along.
   *
   * @param id of a caller without a name; null if there is none
   * @param position what the session must see
   * @param names of the cookies that say it
   */
  record Received(@Nullable String id, Position position, List<String> names) {}

  Received read(HttpServletRequest request) {
    String id = null;
    Position position = Position.NONE;
    List<String> names = new ArrayList<>();
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(ID)) {
        switch (signer.verify(PURPOSE, cookie.getValue())) {
          case Signer.Verdict.Valid(String text) -> id = text;
          case Signer.Verdict.Expired() -> {}
          case Signer.Verdict.Foreign() -> position = position.merge(Position.UNKNOWN);
        }
      } else if (cookie.getName().startsWith(POSITION) && names.size() < MAXIMUM_READ) {
        names.add(cookie.getName());
        position = position.merge(positions.read(cookie.getValue()));
      }
    }
    return new Received(id, position, names);
  }

  /** A new id for a caller without a name. */
  String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  void writeId(HttpServletRequest request, HttpServletResponse response, String id) {
    add(request, response, ID, signer.sign(PURPOSE, id, keep.plus(SLACK)), keep.plus(SLACK));
  }

  /** Tells a position that covers those of some cookies, which are removed. */
  void writePosition(
      HttpServletRequest request, HttpServletResponse response, Position position, List<String> covered) {
    String name = POSITION + HexFormat.of().toHexDigits(random.nextInt());
    add(request, response, name, positions.write(position), keep.plus(SLACK));
    covered.forEach(old -> add(request, response, old, "", Duration.ZERO));
  }

  private static void add(
      HttpServletRequest request, HttpServletResponse response, String name, String value, Duration maxAge) {
    ResponseCookie cookie =
        ResponseCookie.from(name, value)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(maxAge)
            .build();
    response.addHeader("Set-Cookie", cookie.toString());
  }
}
