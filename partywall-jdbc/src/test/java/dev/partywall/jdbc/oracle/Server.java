package dev.partywall.jdbc.oracle;

import dev.partywall.test.PostgresServer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that the tests run on: 18, unless the build is told another. */
public final class Server {

  /** Its major version. */
  public static final int VERSION = PostgresServer.shared().majorVersion();

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final Pattern VERSIONS = Pattern.compile("\\[(\\d+)?-(\\d+)?] ");

  private Server() {}

  /**
   * Those of some cases that the server knows. Before a case may stand the versions that it is for, {@code [15-]} or
   * {@code [-14]}. Says how many are left out.
   */
  public static List<String> known(List<String> cases) {
    List<String> known = cases.stream().filter(Server::isKnown).map(Server::withoutVersions).toList();
    if (known.size() < cases.size()) {
      LOG.warn(
          "{} of {} cases left out, which are not for PostgreSQL {}: {}",
          cases.size() - known.size(),
          cases.size(),
          VERSION,
          cases.stream().filter(one -> !isKnown(one)).toList());
    }
    return known;
  }

  /** As {@link #known}, one in each line, with {@code |} between its arguments. */
  public static Stream<Arguments> table(String lines) {
    return known(lines.lines().toList()).stream().map(line -> Arguments.of((Object[]) line.strip().split(" \\| ", -1)));
  }

  private static boolean isKnown(String one) {
    Matcher versions = VERSIONS.matcher(one);
    return !versions.lookingAt()
        || ((versions.group(1) == null || Integer.parseInt(versions.group(1)) <= VERSION)
            && (versions.group(2) == null || Integer.parseInt(versions.group(2)) >= VERSION));
  }

  private static String withoutVersions(String one) {
    return VERSIONS.matcher(one).lookingAt() ? one.substring(one.indexOf("] ") + 2) : one;
  }
}
