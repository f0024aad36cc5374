package dev.partywall.spring.boot;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sessions see what they wrote, on whatever node of the application.
 *
 * @param monotonicReads Whether a session must not go back in time between two reads.
 * @param carrier What carries the position of a session's last write from one request to the next.
 * @param anonymous Whether callers who are not logged in see what they wrote, by a cookie.
 * @param secret With what cookies and headers are signed: the same on all nodes, at least 32 characters. Without one,
 *     each process makes its own.
 * @param settleTimeout How long the end of a request that wrote waits until the position is known and stored.
 * @param propagateTo Hosts that the application calls and that get the position as a header: names, or *.example.com.
 * @param redis Where the nodes of the application find what sessions wrote.
 */
public record SessionProperties(
    @DefaultValue("false") boolean monotonicReads,
    @DefaultValue("server") Carrier carrier,
    @DefaultValue("true") boolean anonymous,
    @Nullable String secret,
    @DefaultValue("1s") Duration settleTimeout,
    @DefaultValue List<String> propagateTo,
    @DefaultValue Redis redis) {

  /** What carries the position of a session's last write from one request to the next. */
  public enum Carrier {
    /** The application: its memory, and Redis where there is one. */
    SERVER,
    /** The caller: a signed cookie and a signed header. */
    TOKEN
  }

  /**
   * Where the nodes of the application find what sessions wrote.
   *
   * @param url URL such as redis://host:6379 or rediss://user:password@host; spring.data.redis describes it if left
   *     out.
   * @param cluster Whether the URL is that of a node of a Redis Cluster.
   * @param prefix With what the names of the keys begin.
   * @param timeout How long an answer is waited for; without one, the writers serve.
   */
  public record Redis(
      @Nullable String url,
      @DefaultValue("false") boolean cluster,
      @DefaultValue("partywall") String prefix,
      @DefaultValue("100ms") Duration timeout) {}

  /** Hides the secrets. */
  @Override
  public String toString() {
    return "SessionProperties[carrier="
        + carrier
        + ", anonymous="
        + anonymous
        + ", settleTimeout="
        + settleTimeout
        + "]";
  }
}
