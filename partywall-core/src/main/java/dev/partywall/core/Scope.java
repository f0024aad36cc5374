package dev.partywall.core;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What is bound to the running block: a tenancy, the session it belongs to, what the two wrote, and what the block is
 * about to do. Each can be missing.
 *
 * <p>A scope is a value. {@link #current()} takes it where it is bound; the methods here bind it again elsewhere, which
 * is how work crosses threads. A scope captured where nothing is bound binds nothing, also on a thread that has a
 * binding.
 */
public final class Scope {

  private static final Scope EMPTY =
      new Scope(null, TenantSession.ANONYMOUS, Intent.NONE, new SessionWrites(), null, null);
  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

  private final @Nullable Tenancy tenancy;
  private final TenantSession session;
  private final Intent intent;
  private final SessionWrites writes;
  private final @Nullable ReadLog reads;
  private final @Nullable KeyedWrites keyed;

  /** Made when it is first asked for, by whoever asks. */
  private @Nullable SessionKey key;

  private Scope(
      @Nullable Tenancy tenancy,
      TenantSession session,
      Intent intent,
      SessionWrites writes,
      @Nullable ReadLog reads,
      @Nullable KeyedWrites keyed) {
    this.tenancy = tenancy;
    this.session = session;
    this.intent = intent;
    this.writes = writes;
    this.reads = reads;
    this.keyed = keyed;
  }

  /** The scope of the running block; an empty one where nothing is bound. */
  public static Scope current() {
    return CURRENT.orElse(EMPTY);
  }

  /** The scope that binds nothing: neither a tenancy nor a session. */
  public static Scope empty() {
    return EMPTY;
  }

  /** The tenancy, or null where none is bound. */
  public @Nullable Tenancy tenancy() {
    return tenancy;
  }

  /** The session; anonymous where none is bound. */
  public TenantSession session() {
    return session;
  }

  /** What the block is about to do; {@link Intent#NONE} where nothing is bound. */
  public Intent intent() {
    return intent;
  }

  /** What was written under this binding and those around it, so that reads see it. */
  public SessionWrites writes() {
    return writes;
  }

  /** Where it is noted what is read; null if nobody asks. */
  public @Nullable ReadLog reads() {
    return reads;
  }

  /** Of which table the writer itself tells the keys of rows that change; null if of none. */
  public @Nullable KeyedWrites keyed() {
    return keyed;
  }

  /** Whose token it is that this scope's writes go into; null if it is nobody's but the scope's. */
  public @Nullable SessionKey sessionKey() {
    SessionKey known = key;
    if (known == null) {
      SessionKey user = SessionKey.of(session);
      known = user != null ? user : writes.key();
      key = known;
    }
    return known;
  }

  /** Whether what is written in the one must be seen in the other, and the other way round. */
  public boolean isOfSameSession(Scope other) {
    return writes == other.writes && Objects.equals(sessionKey(), other.sessionKey());
  }

  /** This scope for another tenancy. */
  public Scope with(Tenancy tenancy) {
    ReadLog log = reads == null || tenancy.equals(this.tenancy) ? reads : reads.elsewhere(tenancy);
    return new Scope(Objects.requireNonNull(tenancy, "tenancy"), session, intent, inner(), log, keyed);
  }

  /** This scope with another session. */
  public Scope with(TenantSession session) {
    return new Scope(tenancy, Objects.requireNonNull(session, "session"), intent, inner(), reads, keyed);
  }

  /** This scope with another intent. */
  public Scope with(Intent intent) {
    return new Scope(tenancy, session, Objects.requireNonNull(intent, "intent"), inner(), reads, keyed);
  }

  /** This scope with a record of writes that begins elsewhere: that of a caller without a name, or of a message. */
  public Scope with(SessionWrites writes) {
    return new Scope(tenancy, session, intent, Objects.requireNonNull(writes, "writes"), reads, keyed);
  }

  /** This scope, in which is noted what is read; in the log of the scope around it, too, by who keeps the copy. */
  public Scope with(ReadLog reads) {
    return new Scope(tenancy, session, intent, inner(), Objects.requireNonNull(reads, "reads"), keyed);
  }

  /** This scope, in which whoever keeps copies of rows by key is told the keys by the writer. */
  public Scope with(KeyedWrites keyed) {
    return new Scope(tenancy, session, intent, inner(), reads, Objects.requireNonNull(keyed, "keyed"));
  }

  /** The first binding begins a record of writes, which those within it share. */
  private SessionWrites inner() {
    return this == EMPTY ? new SessionWrites() : writes;
  }

  /** Runs a block in this scope and gives back what it returns. */
  public <R extends @Nullable Object, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    return ScopedValue.where(CURRENT, this).call(block::call);
  }

  /** Runs a block in this scope. */
  public void run(Runnable block) {
    ScopedValue.where(CURRENT, this).run(block);
  }

  /** A task that runs in this scope, on whatever thread. */
  public Runnable wrap(Runnable task) {
    return () -> run(task);
  }

  /** A task that runs in this scope, on whatever thread. */
  public <V extends @Nullable Object> Callable<V> wrap(Callable<V> task) {
    return () -> call(task::call);
  }

  /** An executor whose tasks run in the scope in which each of them was handed over. */
  public static Executor propagating(Executor executor) {
    return task -> executor.execute(current().wrap(task));
  }
}
