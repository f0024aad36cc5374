package dev.partywall.core;

import java.io.Serial;

/** A text that is no tenant name was given where one is needed. */
public final class InvalidTenantNameException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private static final int SHOWN = 80;

  public InvalidTenantNameException(String text) {
    super(
        "tenant-name-invalid",
        "'"
            + shown(text)
            + "' is no tenant name; one is labels of letters, digits and inner hyphens joined by dots, at"
            + " most 63 characters a label and 253 in all");
  }

  private static String shown(String text) {
    String printable =
        text.codePoints()
            .limit(SHOWN)
            .map(c -> Character.isISOControl(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return text.length() > SHOWN ? printable + "…" : printable;
  }
}
