package dev.partywall.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script that runs in Redis.
 *
 * @param text its text
 * @param digest the name under which Redis knows it once it ran
 */
record Script(String text, String digest) {

  static final Script FIND = of(read("alive.lua") + read("find.lua"));
  static final Script MERGE = of(read("alive.lua") + read("merge.lua"));

  static final Script PULSE = of(read("pulse.lua"));
  static final Script DROP = of(read("drop.lua"));
  static final Script FILL = of(read("fill.lua"));
  static final Script TOUCH = of(read("touch.lua"));

  private static Script of(String text) {
    return new Script(text, digest(text));
  }

  private static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the archive of partywall-cache");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
