package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.spring.boot.CacheProperties.Named;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Looks for mistakes in the settings of caches and jobs. */
final class CacheCheck {

  private static final String CACHES = "dev.partywall.cache.LayeredCaches";

  private final List<ConfigurationProblem> problems;

  CacheCheck(List<ConfigurationProblem> problems) {
    this.problems = problems;
  }

  void run(CacheProperties cache, Map<String, Named> caches) {
    CacheProperties.Redis redis = cache.redis();
    String url = redis.url();
    if (url != null) {
      if (!url.matches("(?i)rediss?(-(sentinel|socket))?://.+")) {
        problem("partywall.cache.redis.url", "it is no URL of Redis", "Write it as redis://host:6379");
      }
      requireModule("partywall.cache.redis.url");
    }
    if (redis.prefix().isBlank() || redis.prefix().contains("{")) {
      problem(
          "partywall.cache.redis.prefix", "'" + redis.prefix() + "' is blank or has a brace", "Write it as partywall");
    }
    positive("partywall.cache.redis.timeout", redis.timeout());
    positive("partywall.cache.redis.pause", redis.pause());
    positive("partywall.cache.double-delete.delay", cache.doubleDelete().delay());
    if (!caches.isEmpty()) {
      requireModule("partywall.caches");
    }
    caches.forEach((name, settings) -> check("partywall.caches." + name + ".", settings));
  }

  private void requireModule(String setting) {
    if (!ClassUtils.isPresent(CACHES, CacheCheck.class.getClassLoader())) {
      problem(setting, "partywall-cache is not on the class path", "Add the dependency, or remove the setting");
    }
  }

  private void check(String prefix, Named cache) {
    life(prefix + "mem.", cache.mem().ttl(), cache.mem().sliding(), cache.mem().maxTtl());
    life(prefix + "redis.", cache.redis().ttl(), cache.redis().sliding(), cache.redis().maxTtl());
    Long size = cache.mem().size();
    if (size != null && size < 1) {
      problem(prefix + "mem.size", "it is " + size, "Give 1 at least");
    }
    Double refresh = cache.refresh();
    if (refresh != null && !(refresh >= 0 && refresh < 1)) {
      problem(prefix + "refresh", "it is " + refresh, "Give 0 or more, and less than 1");
    }
    notNegative(prefix + "negative-ttl", cache.negativeTtl());
    notNegative(prefix + "load-wait", cache.loadWait());
    notNegative(prefix + "double-delete", cache.doubleDelete());
  }

  private void life(String prefix, @Nullable Duration ttl, boolean sliding, @Nullable Duration maximum) {
    positive(prefix + "ttl", ttl);
    positive(prefix + "max-ttl", maximum);
    if (sliding && (ttl == null || maximum == null)) {
      problem(prefix + "sliding", "there is no end to an entry that is used all the time", "Set ttl and max-ttl");
    } else if (ttl != null && maximum != null && maximum.compareTo(ttl) < 0) {
      problem(prefix + "max-ttl", "it is shorter than the ttl", "Give the longest life of an entry");
    }
  }

  private void notNegative(String setting, @Nullable Duration given) {
    if (given != null && given.isNegative()) {
      problem(setting, "it is " + given.toMillis() + " ms", "Give 0 or more");
    }
  }

  private void positive(String setting, @Nullable Duration given) {
    if (given != null && !given.isPositive()) {
      problem(setting, "it is " + given.toMillis() + " ms", "Give more than 0");
    }
  }

  void run(JobProperties jobs) {
    atLeastOne("threads", jobs.threads());
    atLeastOne("tenant-share", jobs.tenantShare());
    atLeastOne("tenant-limit", jobs.tenantLimit());
    atLeastOne("total-limit", jobs.totalLimit());
    positive("partywall.jobs.poll", jobs.poll());
    positive("partywall.jobs.heartbeat", jobs.heartbeat());
    positive("partywall.jobs.hold", jobs.hold());
    positive("partywall.jobs.look", jobs.look());
    positive("partywall.jobs.keep-failed", jobs.keepFailed());
    positive("partywall.jobs.stop-timeout", jobs.stopTimeout());
  }

  private void atLeastOne(String setting, int given) {
    if (given < 1) {
      problem("partywall.jobs." + setting, "it is " + given, "Give 1 at least");
    }
  }

  private void problem(String setting, String problem, String action) {
    problems.add(new ConfigurationProblem(setting, problem, action));
  }
}
