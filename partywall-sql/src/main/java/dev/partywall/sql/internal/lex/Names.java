package dev.partywall.sql.internal.lex;

/** PostgreSQL's treatment of identifiers, for a database in UTF-8 with the usual length of names. */
public final class Names {

  private static final int MAX_BYTES = 63;

  private Names() {}

  /** The name that an identifier without quotes means: A to Z in lower case, cut to 63 bytes. */
  static String fold(String sql, int start, int end) {
    char[] name = new char[end - start];
    for (int i = 0; i < name.length; i++) {
      char c = sql.charAt(start + i);
      name[i] = c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }
    return cut(new String(name));
  }

  /** A name cut to 63 bytes of UTF-8, between characters, as the server cuts it. */
  static String cut(String name) {
    if (name.length() * 3 <= MAX_BYTES) {
      return name;
    }
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MAX_BYTES) {
        return name.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return name;
  }

  /** A name as an identifier in SQL: quoted always, which is right for every name. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A name as an identifier in SQL: bare where that means the same, quoted otherwise. */
  public static String written(String name) {
    return isPlain(name) && !Words.RESERVED.contains(name) ? name : quoted(name);
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || c == '_';
      boolean digit = i > 0 && c >= '0' && c <= '9';
      if (!letter && !digit) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
