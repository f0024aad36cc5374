package dev.partywall.jdbc;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one physical database.
 *
 * @param url its JDBC URL
 * @param username the user, or null if the URL says it
 * @param password the password, or null
 * @param maximumSize how many connections its pool may hold at most; the budget can be tighter
 * @param properties driver properties, passed on as they are
 * @param owner as whom migrations run and the catalog is read; null if that is the user
 */
public record PoolSettings(
    String url,
    @Nullable String username,
    @Nullable String password,
    int maximumSize,
    Map<String, String> properties,
    @Nullable Owner owner) {

  /** What stands before the database, and after it. */
  private static final Pattern URL = Pattern.compile("(jdbc:postgresql:(?://[^/?]*)?)[^?]*(\\?.*)?");

  /** The size of a pool for which none is given. */
  public static final int DEFAULT_MAXIMUM_SIZE = 10;

  /** Who owns the tables. */
  public record Owner(String username, @Nullable String password) {

    /** Hides the password. */
    @Override
    public String toString() {
      return username;
    }
  }

  public PoolSettings {
    if (maximumSize < 1) {
      throw new IllegalArgumentException("maximumSize is " + maximumSize + "; a pool holds at least 1 connection");
    }
    properties = Map.copyOf(properties);
  }

  /** The default size, no driver properties. */
  public static PoolSettings of(String url, @Nullable String username, @Nullable String password) {
    return new PoolSettings(url, username, password, DEFAULT_MAXIMUM_SIZE, Map.of(), null);
  }

  /** These settings with another maximum size. */
  public PoolSettings withMaximumSize(int maximumSize) {
    return new PoolSettings(url, username, password, maximumSize, properties, owner);
  }

  /** These settings with other driver properties. */
  public PoolSettings withProperties(Map<String, String> properties) {
    return new PoolSettings(url, username, password, maximumSize, properties, owner);
  }

  /** These settings with an owner other than the user. */
  public PoolSettings withOwner(String username, @Nullable String password) {
    return new PoolSettings(url, this.username, this.password, maximumSize, properties, new Owner(username, password));
  }

  /**
   * These settings for another database on the same servers.
   *
   * @throws IllegalArgumentException if the URL is not PostgreSQL's
   */
  PoolSettings onDatabase(String database) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("What the URL of database '" + database + "' is cannot be made from " + this);
    }
    String other =
        matcher.group(1)
            + (matcher.group(1).endsWith(":") ? "" : "/")
            + database
            + Objects.requireNonNullElse(matcher.group(2), "");
    return new PoolSettings(other, username, password, maximumSize, properties, owner);
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "PoolSettings[url="
        + url
        + ", username="
        + username
        + ", maximumSize="
        + maximumSize
        + ", owner="
        + owner
        + "]";
  }
}
