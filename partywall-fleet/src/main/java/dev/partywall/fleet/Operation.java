package dev.partywall.fleet;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that the host does with a tenant, step by step. It survives the process that began it.
 *
 * @param id its id
 * @param kind what is done
 * @param tenant to whom
 * @param name the tenant's name when it began
 * @param state whether it goes on
 * @param steps what has been done so far, in order
 * @param error why it was undone or goes on no more; null unless it did
 * @param began when it was asked for
 * @param ended when it ended; null while it goes on
 */
public record Operation(
    UUID id,
    Kind kind,
    TenantId tenant,
    TenantName name,
    State state,
    List<String> steps,
    @Nullable String error,
    Instant began,
    @Nullable Instant ended) {

  public Operation {
    steps = List.copyOf(steps);
  }

  /** What is done. */
  public enum Kind {
    CREATE,
    PURGE
  }

  /** Whether it goes on. */
  public enum State {
    /** It goes on, here or in another process. */
    RUNNING,
    /** It failed, and what it did is being taken back. */
    UNDOING,
    /** It is done. */
    DONE,
    /** It failed, and nothing of it is left. */
    UNDONE
  }
}
