package dev.partywall.example.crm.errors;

/** A request names something that does not exist or does not fit; the API answers 400. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidInputException(String message) {
    super(message);
  }
}
