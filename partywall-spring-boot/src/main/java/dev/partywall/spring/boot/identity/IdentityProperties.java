package dev.partywall.spring.boot.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Users of the host and of tenants.
 *
 * @param enabled Whether there are tables of users, and log-ins by them.
 * @param path Where passwords are changed and tokens are got, on tenants' addresses; and below /host for the host.
 * @param delay How long it may be overlooked that another process changed a user; 0 to ask the database each time.
 * @param initialPassword Password of an administrator in the host and each configured tenant; in the profiles dev and
 *     test only.
 * @param hostAdmin Name of the host's first user, who is made with a one-time password while the host has none.
 * @param password What passwords must be like.
 * @param lockout When failed log-ins lock a name out.
 * @param token Tokens of our own.
 * @param acting Users of the host in tenants.
 */
@ConfigurationProperties("partywall.identity")
public record IdentityProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("/identity") String path,
    @DefaultValue("5s") Duration delay,
    @Nullable String initialPassword,
    @Nullable String hostAdmin,
    @DefaultValue Password password,
    @DefaultValue Lockout lockout,
    @DefaultValue Token token,
    @DefaultValue Acting acting) {

  /**
   * What passwords must be like.
   *
   * @param minimum The least number of characters.
   * @param nameAllowed Whether the user's name may be part of it.
   */
  public record Password(@DefaultValue("10") int minimum, @DefaultValue("false") boolean nameAllowed) {}

  /**
   * When failed log-ins lock a name out.
   *
   * @param failures After how many failures.
   * @param within Failures are forgotten when there was none for so long.
   * @param first How long the first lock lasts; each failure after it doubles that.
   * @param longest How long a lock lasts at most.
   */
  public record Lockout(
      @DefaultValue("5") int failures,
      @DefaultValue("15m") Duration within,
      @DefaultValue("30s") Duration first,
      @DefaultValue("15m") Duration longest) {}

  /**
   * Tokens of our own.
   *
   * @param enabled Whether users get tokens, and are known by them.
   * @param secret With what tokens are signed: the same on all nodes, at least 32 characters.
   * @param previousSecrets Secrets that were used before, while tokens signed with them may still be around.
   * @param lifetime How long a token is good.
   */
  public record Token(
      @DefaultValue("false") boolean enabled,
      @Nullable String secret,
      @DefaultValue List<String> previousSecrets,
      @DefaultValue("15m") Duration lifetime) {

    /** Hides the secrets. */
    @Override
    public String toString() {
      return "Token[enabled=" + enabled + ", lifetime=" + lifetime + "]";
    }
  }

  /**
   * Users of the host in tenants.
   *
   * @param longest For how long one may act at most.
   */
  public record Acting(@DefaultValue("1h") Duration longest) {}

  /** Hides the password. */
  @Override
  public String toString() {
    return "IdentityProperties[enabled=" + enabled + ", path=" + path + ", token=" + token + "]";
  }
}
