package dev.partywall.spring.boot.identity;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.identity.Lockout;
import dev.partywall.identity.PasswordRules;
import dev.partywall.spring.boot.ConfigurationCheck;
import dev.partywall.spring.boot.PropertiesReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Looks for mistakes in the settings of identity. */
final class IdentityCheck implements ConfigurationCheck {

  private static final String PREFIX = "partywall.identity";
  private static final int SHORTEST_SECRET = 32;
  private static final Profiles OPEN = Profiles.of("dev | test");

  private final Environment environment;
  private final boolean tokensPossible;

  /**
   * @param tokensPossible whether the classes for tokens are there
   */
  IdentityCheck(Environment environment, boolean tokensPossible) {
    this.environment = environment;
    this.tokensPossible = tokensPossible;
  }

  @Override
  public List<ConfigurationProblem> problems() {
    List<ConfigurationProblem> problems = new ArrayList<>();
    IdentityProperties given = new PropertiesReader(environment, problems).read(PREFIX, IdentityProperties.class);
    if (problems.isEmpty()) {
      check(given, problems);
    }
    return problems;
  }

  private void check(IdentityProperties given, List<ConfigurationProblem> problems) {
    if (given.initialPassword() != null && !environment.acceptsProfiles(OPEN)) {
      problem(
          problems,
          "initial-password",
          "it is a password that many know, and neither of the profiles dev and test is active",
          "Remove it; partywall.identity.host-admin makes a first user with a one-time password");
    }
    String initial = given.initialPassword();
    if (initial != null && initial.length() < given.password().minimum()) {
      problem(
          problems,
          "initial-password",
          "it has " + initial.length() + " characters, and passwords need " + given.password().minimum(),
          "Give a longer one, or set partywall.identity.password.minimum");
    }
    if (!given.path().matches("/[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
      problem(problems, "path", "'" + given.path() + "' is no path", "Write it as /identity");
    }
    if (given.delay().isNegative()) {
      problem(problems, "delay", "it is negative", "Give 0 or more");
    }
    attempt(problems, "password.minimum", () -> new PasswordRules(given.password().minimum(), false));
    IdentityProperties.Lockout lockout = given.lockout();
    attempt(
        problems,
        "lockout",
        () -> new Lockout(lockout.failures(), lockout.within(), lockout.first(), lockout.longest()));
    if (!given.acting().longest().isPositive()) {
      problem(problems, "acting.longest", "it is not above 0", "Give a time such as 1h");
    }
    if (given.token().enabled()) {
      checkTokens(given.token(), problems);
    }
  }

  private void checkTokens(IdentityProperties.Token token, List<ConfigurationProblem> problems) {
    if (!tokensPossible) {
      problem(
          problems,
          "token.enabled",
          "the classes for tokens are not there",
          "Add spring-boot-starter-security-oauth2-resource-server");
    }
    checkSecret(problems, "token.secret", token.secret());
    for (int i = 0; i < token.previousSecrets().size(); i++) {
      checkSecret(problems, "token.previous-secrets[" + i + "]", token.previousSecrets().get(i));
    }
    if (!token.lifetime().isPositive()) {
      problem(problems, "token.lifetime", "it is not above 0", "Give a time such as 15m");
    }
  }

  private static void checkSecret(List<ConfigurationProblem> problems, String setting, @Nullable String secret) {
    int length = secret == null ? 0 : secret.length();
    if (length < SHORTEST_SECRET) {
      problem(
          problems,
          setting,
          secret == null ? "it is missing" : "it has " + length + " characters; it needs at least " + SHORTEST_SECRET,
          "Set it to a random text, such as what `openssl rand -base64 32` prints, the same on all nodes");
    }
  }

  private static void attempt(List<ConfigurationProblem> problems, String setting, Runnable making) {
    try {
      making.run();
    } catch (IllegalArgumentException e) {
      problem(problems, setting, String.valueOf(e.getMessage()), "Leave it out for the default");
    }
  }

  private static void problem(List<ConfigurationProblem> problems, String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(PREFIX + "." + setting, problem, action));
  }
}
