package dev.partywall.sql.guard;

import dev.partywall.sql.StatementRefusedException;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stands for a text: a hash of its tokens, literals included; of the characters if it cannot be read. */
final class Fingerprint {

  /** So that no reader of YAML takes it for a number. */
  private static final String PREFIX = "s";

  private static final int BYTES = 8;

  private Fingerprint() {}

  static String of(String sql) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(tokens(sql).getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String tokens(String sql) {
    try {
      StringBuilder tokens = new StringBuilder();
      for (Token token : Lexed.of(sql).tokens()) {
        tokens.append(token.kind()).append(' ').append(token.text()).append('\0');
      }
      return tokens.toString();
    } catch (StatementRefusedException e) {
      return sql;
    }
  }
}
