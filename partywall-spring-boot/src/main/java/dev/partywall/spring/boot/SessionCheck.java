package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.spring.boot.SessionProperties.Carrier;
import dev.partywall.spring.boot.SessionProperties.Redis;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Looks for mistakes in the settings of sessions. */
final class SessionCheck {

  private static final String PREFIX = "partywall.sessions.";
  private static final int SHORTEST_SECRET = 32;
  private static final String STORE = "dev.partywall.cache.RedisTokenStore";

  private final List<ConfigurationProblem> problems;

  SessionCheck(List<ConfigurationProblem> problems) {
    this.problems = problems;
  }

  void run(SessionProperties sessions) {
    checkSecret(sessions);
    checkPositive("settle-timeout", sessions.settleTimeout());
    checkRedis(sessions.redis());
    for (int i = 0; i < sessions.propagateTo().size(); i++) {
      String host = sessions.propagateTo().get(i);
      if (!host.matches("(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?")) {
        problem("propagate-to[" + i + "]", "'" + host + "' is no host name", "Write it as orders.example.com");
      }
    }
  }

  private void checkSecret(SessionProperties sessions) {
    String secret = sessions.secret();
    if (secret == null) {
      if (sessions.carrier() == Carrier.TOKEN || !sessions.propagateTo().isEmpty()) {
        problem(
            "secret",
            "it is missing, and " + (sessions.propagateTo().isEmpty() ? "callers" : "services") + " carry tokens",
            "Set it to a random text of at least 32 characters, the same on all nodes");
      }
    } else if (secret.length() < SHORTEST_SECRET) {
      problem(
          "secret",
          "it has " + secret.length() + " characters; it needs at least " + SHORTEST_SECRET,
          "Set it to a random text, such as what `openssl rand -base64 32` prints");
    }
  }

  private void checkRedis(Redis redis) {
    String url = redis.url();
    if (url != null) {
      if (!url.matches("(?i)rediss?(-(sentinel|socket))?://.+")) {
        problem("redis.url", "it is no URL of Redis", "Write it as redis://host:6379");
      }
      if (!ClassUtils.isPresent(STORE, SessionCheck.class.getClassLoader())) {
        problem("redis.url", "partywall-cache is not on the class path", "Add the dependency, or remove the setting");
      }
    }
    if (redis.prefix().isBlank() || redis.prefix().contains("{")) {
      problem("redis.prefix", "'" + redis.prefix() + "' is blank or has a brace", "Write it as partywall");
    }
    checkPositive("redis.timeout", redis.timeout());
  }

  private void checkPositive(String setting, @Nullable Duration given) {
    if (given != null && (given.isNegative() || given.isZero())) {
      problem(setting, "it is " + given.toMillis() + " ms", "Give more than 0");
    }
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(PREFIX + setting, problem, action));
  }
}
