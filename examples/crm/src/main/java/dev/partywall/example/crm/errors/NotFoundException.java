package dev.partywall.example.crm.errors;

/** There is no such thing; the API answers 404. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String what, long id) {
    super("There is no " + what + " " + id + ".");
  }
}
