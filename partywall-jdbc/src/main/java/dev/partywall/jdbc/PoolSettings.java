package dev.partywall.jdbc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one physical database.
 *
 * @param url its JDBC URL
 * @param username the user, or null if the URL says it
 * @param password the password, or null
 * @param maximumSize how many connections its pool may hold at most; the budget can be tighter
 * @param properties driver properties, passed on as they are
 */
public record PoolSettings(
    String url, @Nullable String username, @Nullable String password, int maximumSize, Map<String, String> properties) {

  /** The size of a pool for which none is given. */
  public static final int DEFAULT_MAXIMUM_SIZE = 10;

  public PoolSettings {
    if (maximumSize < 1) {
      throw new IllegalArgumentException("maximumSize is " + maximumSize + "; a pool holds at least 1 connection");
    }
    properties = Map.copyOf(properties);
  }

  /** The default size, no driver properties. */
  public static PoolSettings of(String url, @Nullable String username, @Nullable String password) {
    return new PoolSettings(url, username, password, DEFAULT_MAXIMUM_SIZE, Map.of());
  }

  /** These settings with another maximum size. */
  public PoolSettings withMaximumSize(int maximumSize) {
    return new PoolSettings(url, username, password, maximumSize, properties);
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "PoolSettings[url=" + url + ", username=" + username + ", maximumSize=" + maximumSize + "]";
  }
}
