package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Caller;
import dev.partywall.core.resolve.RequestFacts;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The facts of a servlet request. Those that say where it came from are taken from the container's own request, because
 * filters replace them by what a forwarded header claims, whoever sent it.
 */
final class ServletRequestFacts implements RequestFacts {

  /** Where the peer's address is kept if the server may have replaced the remote address. */
  static final String PEER = ServletRequestFacts.class.getName() + ".peer";

  /** Where the server's name, as the client gave it, is kept if the server may have replaced it. */
  static final String SERVER = ServletRequestFacts.class.getName() + ".server";

  private final HttpServletRequest request;
  private final HttpServletRequest received;
  private final Optional<Caller> caller;

  ServletRequestFacts(HttpServletRequest request, Optional<Caller> caller) {
    this.request = request;
    this.received = unwrapped(request);
    this.caller = caller;
  }

  @Override
  public Optional<Caller> caller() {
    return caller;
  }

  @Override
  public List<String> header(String name) {
    return Collections.list(received.getHeaders(name));
  }

  @Override
  public List<String> query(String name) {
    return QueryString.values(request.getQueryString(), name);
  }

  @Override
  public List<String> cookie(String name) {
    Cookie[] cookies = received.getCookies();
    return cookies == null
        ? List.of()
        : Arrays.stream(cookies).filter(cookie -> cookie.getName().equals(name)).map(Cookie::getValue).toList();
  }

  @Override
  public List<String> host() {
    List<String> header = header("Host");
    boolean inAuthority = header.isEmpty() && received.getProtocol().startsWith("HTTP/2");
    return inAuthority ? List.of(kept(SERVER).orElseGet(received::getServerName)) : header;
  }

  @Override
  public Optional<String> peer() {
    return kept(PEER).or(() -> Optional.ofNullable(received.getRemoteAddr()));
  }

  private Optional<String> kept(String attribute) {
    return Optional.ofNullable(received.getAttribute(attribute)).map(Object::toString);
  }

  private static HttpServletRequest unwrapped(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest http ? http : request;
  }
}
