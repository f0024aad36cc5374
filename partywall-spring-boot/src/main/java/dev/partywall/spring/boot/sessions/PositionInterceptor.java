package dev.partywall.spring.boot.sessions;

import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.StoredToken;
import dev.partywall.core.consistency.TokenStore;
import dev.partywall.core.consistency.TokenStoreUnavailableException;
import dev.partywall.spring.boot.sessions.PositionText.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Tells a service that is called what the session must see there, and takes over what it wrote. */
final class PositionInterceptor implements ClientHttpRequestInterceptor {

  private static final Logger log = LoggerFactory.getLogger(PositionInterceptor.class);

  private final PositionText positions;
  private final List<String> hosts;
  private final Duration settleTimeout;
  private final Duration keep;
  private final @Nullable TokenStore store;

  /**
   * @param hosts names, or {@code *.example.com}
   * @param settleTimeout how long is waited until it is known what was written
   * @param store where the session's tokens are; null if that is nowhere
   */
  PositionInterceptor(
      PositionText positions, List<String> hosts, Duration settleTimeout, Duration keep, @Nullable TokenStore store) {
    this.positions = positions;
    this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    this.settleTimeout = settleTimeout;
    this.keep = keep;
    this.store = store;
  }

  @Override
  public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
      throws IOException {
    if (!isTold(request.getURI().getHost())) {
      return execution.execute(request, body);
    }
    Scope scope = Scope.current();
    request.getHeaders().set(PositionText.HEADER, positions.write(required(scope)));
    ClientHttpResponse response = execution.execute(request, body);
    if (!scope.equals(Scope.empty())) {
      take(scope, positions.read(response.getHeaders().getFirst(PositionText.HEADER)).token());
    }
    return response;
  }

  private boolean isTold(@Nullable String host) {
    String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
    return hosts.stream()
        .anyMatch(told -> told.startsWith("*.") ? name.endsWith(told.substring(1)) : name.equals(told));
  }

  private Position required(Scope scope) {
    return own(scope).merge(stored(key(scope)));
  }

  private Position own(Scope scope) {
    try {
      SessionToken token = scope.writes().settled().get(settleTimeout.toNanos(), TimeUnit.NANOSECONDS);
      return new Position(token, false);
    } catch (TimeoutException | ExecutionException e) {
      return new Position(scope.writes().token(), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Position(scope.writes().token(), true);
    }
  }

  private Position stored(@Nullable SessionKey key) {
    if (store == null || key == null) {
      return Position.NONE;
    }
    try {
      StoredToken stored = store.find(key);
      return new Position(stored.token(), stored.lostBefore() != null);
    } catch (TokenStoreUnavailableException e) {
      return Position.UNKNOWN;
    }
  }

  private void take(Scope scope, SessionToken written) {
    scope.writes().require(written);
    SessionKey key = key(scope);
    if (store != null && key != null && !written.isEmpty()) {
      try {
        store.merge(key, written, keep);
      } catch (TokenStoreUnavailableException e) {
        log.debug("What a service wrote for session {} is known to this request only", key, e);
      }
    }
  }

  private static @Nullable SessionKey key(Scope scope) {
    SessionKey user = SessionKey.of(scope.session());
    return user != null ? user : scope.writes().key();
  }
}
