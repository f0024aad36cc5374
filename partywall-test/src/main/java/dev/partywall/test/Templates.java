package dev.partywall.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Databases that scripts have filled once, and from which the tests' databases are copied. */
final class Templates {

  private static final Map<List<String>, TestDatabase> BY_SCRIPTS = new ConcurrentHashMap<>();

  private Templates() {}

  static TestDatabase withScripts(PostgresServer server, Class<?> test, String[] scripts) {
    List<String> texts = Arrays.stream(scripts).map(script -> read(test, script)).toList();
    return BY_SCRIPTS.computeIfAbsent(texts, key -> create(server, key));
  }

  private static TestDatabase create(PostgresServer server, List<String> texts) {
    TestDatabase template = server.freshDatabase("template");
    texts.forEach(template::execute);
    return template;
  }

  private static String read(Class<?> test, String script) {
    try (InputStream stream = test.getResourceAsStream(script)) {
      if (stream == null) {
        throw new IllegalArgumentException(
            test.getName() + ": there is no class path resource '" + script + "' for @PartywallDatabases");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + script, e);
    }
  }
}
