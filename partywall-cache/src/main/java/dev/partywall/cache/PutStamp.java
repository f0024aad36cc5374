package dev.partywall.cache;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Position;
import dev.partywall.core.ReadStamp;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.Tenancy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How new a value is that was not loaded but given: as new as the last write of who gives it. */
final class PutStamp {

  private PutStamp() {}

  /** That of a scope; null if it cannot be said, or is not true yet. */
  static @Nullable ReadStamp of(Scope scope, Tenancy tenancy) {
    SessionWrites writes = scope.writes();
    CompletableFuture<SessionToken> settled = writes.settled();
    if (!writes.open().isEmpty() || !settled.isDone()) {
      return null;
    }
    SessionToken token = settled.join();
    if (!token.pins().isEmpty()) {
      return null;
    }
    Map<DatasourceName, Optional<Position>> floors = new HashMap<>();
    // Of a session that wrote nothing, the value is no newer than anything.
    floors.put(home(tenancy), Optional.of(Floors.BEGINNING));
    token.positions().forEach((set, position) -> floors.put(set, Optional.of(position)));
    return new ReadStamp(floors, Set.of(), Set.of());
  }

  private static DatasourceName home(Tenancy tenancy) {
    return tenancy instanceof Tenancy.OfTenant(var tenant) ? tenant.placement().datasource() : DatasourceName.MAIN;
  }
}
