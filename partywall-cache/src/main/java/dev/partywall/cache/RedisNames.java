package dev.partywall.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of keys in Redis: {@code prefix:space:cache:key} of entries, {@code prefix:space:!name} of what many
 * entries depend on.
 *
 * @param prefix with what all names begin
 */
record RedisNames(String prefix) {

  private static final int LONGEST = 200;

  String entry(Space space, String cache, String key) {
    String text = key.length() > LONGEST || key.startsWith("~") ? "~" + digest(key) : key;
    return prefix + ":" + space.text + ":" + cache + ":" + text;
  }

  String generation(Space space, String name) {
    return prefix + ":" + space.text + ":!" + name;
  }

  String pulse() {
    return prefix + ":cache-life";
  }

  String channel() {
    return prefix + ":cache-bus";
  }

  static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
