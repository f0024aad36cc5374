package dev.partywall.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.partywall.core.Change;
import dev.partywall.core.ChangeListener;
import dev.partywall.core.Commit;
import dev.partywall.core.Tenancy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What users are at the moment, in the tenancy of the running block. Answers come from memory for a short time; a
 * change that is committed in this process counts at once.
 */
public final class Accounts implements ChangeListener {

  private static final Set<String> TABLES = Set.of("pw_user", "pw_role");
  private static final long LARGEST = 100_000;

  private final AccountStore store;
  private final @Nullable Cache<Key, Known> known;

  /** How often something changed in a tenancy, and in all of them at once. */
  private final ConcurrentMap<Object, Long> changes = new ConcurrentHashMap<>();

  private final AtomicLong changesOfAll = new AtomicLong();

  /**
   * @param delay how long a change by another process may be overlooked; 0 to ask the database each time
   */
  Accounts(AccountStore store, Duration delay) {
    this.store = store;
    this.known = delay.isPositive() ? Caffeine.newBuilder().maximumSize(LARGEST).expireAfterWrite(delay).build() : null;
  }

  private record Key(Object home, UUID user) {}

  /** An answer, and how often the tenancy had changed before it was asked for. */
  private record Known(Optional<Account> account, long changes) {}

  /** The account of a user; empty if there is none. */
  public Optional<Account> find(UUID user) {
    if (known == null) {
      return store.find(user);
    }
    Tenancy tenancy = Tenancy.current();
    Object home = home(tenancy);
    Key key = new Key(home, user);
    long changed = changed(home);
    Known answer = known.getIfPresent(key);
    if (answer == null || answer.changes() != changed) {
      answer = new Known(store.find(user), changed);
      known.put(key, answer);
    }
    return answer.account();
  }

  @Override
  public CompletionStage<?> changed(List<Change> committed, Commit commit) {
    for (Change change : committed) {
      Set<String> tables = change.tables();
      if (tables == null || tables.stream().anyMatch(TABLES::contains)) {
        note(change.tenancy());
      }
    }
    return CompletableFuture.completedStage(null);
  }

  private void note(Tenancy tenancy) {
    if (tenancy instanceof Tenancy.OfTenant || tenancy instanceof Tenancy.OfHost) {
      changes.merge(home(tenancy), 1L, Long::sum);
    } else {
      changesOfAll.incrementAndGet();
    }
  }

  /** Grows with each change that may concern a tenancy. */
  private long changed(Object home) {
    return changesOfAll.get() + changes.getOrDefault(home, 0L);
  }

  private static Object home(Tenancy tenancy) {
    return tenancy.tenant().<Object>map(dev.partywall.core.Tenant::id).orElse(Tenancy.host());
  }
}
