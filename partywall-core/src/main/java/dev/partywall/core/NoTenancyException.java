package dev.partywall.core;

import java.io.Serial;
import java.util.List;

/** Work that needs to know whom it is for ran with no tenancy bound. Unbound is neither the host nor any tenant. */
public final class NoTenancyException extends PartywallException {

  @Serial private static final long serialVersionUID = 1L;

  private final String entryPoint;
  private final List<String> tables;

  /**
   * @param entryPoint what was called, such as {@code Tenancy.current()} or {@code Connection.prepareStatement}
   * @param tables the tables of the statement that did not run; empty if none is known
   */
  public NoTenancyException(String entryPoint, List<String> tables) {
    super(
        "no-tenancy",
        entryPoint
            + " ran with no tenancy bound"
            + (tables.isEmpty() ? "" : "; the statement on " + String.join(", ", tables) + " did not run")
            + ". Bind whom the work is for at its edge: Tenancy.of(tenant).call(...) or Tenancy.host().call(...); carry"
            + " it to another thread with Tenancy.capture()");
    this.entryPoint = entryPoint;
    this.tables = List.copyOf(tables);
  }

  /** What was called. */
  public String entryPoint() {
    return entryPoint;
  }

  /** The tables of the statement that did not run; empty if none is known. */
  public List<String> tables() {
    return tables;
  }
}
