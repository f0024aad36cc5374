package dev.partywall.core.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Pin;
import dev.partywall.core.Position;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionKey;
import dev.partywall.core.SessionToken;
import dev.partywall.core.SessionWrites;
import dev.partywall.core.StoredToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantId;
import dev.partywall.core.TenantSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final DatasourceName MAIN = DatasourceName.MAIN;
  private static final SessionToken TEN = SessionToken.of(MAIN, new Position(1, 10));

  private final Sessions sessions = new Sessions(null, Duration.ofSeconds(30), false);

  private static Scope request(String user) {
    return Scope.empty().with(new TenantSession(user, TenantId.of(1))).with(Tenancy.of(Tenant.of(1, "acme")));
  }

  private static CompletableFuture<SessionToken> known(SessionToken token) {
    return CompletableFuture.completedFuture(token);
  }

  @Test
  void aSessionIsAskedForNothingUntilItWrote() {
    assertThat(sessions.requirement(request("ann"), MAIN)).isSameAs(Requirement.NONE);
  }

  @Test
  void theNextRequestOfAUserKnowsWhatTheLastOneWrote() {
    sessions.wrote(request("ann"), MAIN, known(TEN));
    assertThat(sessions.requirement(request("ann"), MAIN).position()).isEqualTo(new Position(1, 10));
    assertThat(sessions.requirement(request("ann"), DatasourceName.of("other"))).isSameAs(Requirement.NONE);
    assertThat(sessions.requirement(request("bob"), MAIN)).isSameAs(Requirement.NONE);
  }

  @Test
  void usersOfOneNameInTwoTenantsAndAtTheHostAreThree() {
    sessions.wrote(request("ann"), MAIN, known(TEN));
    Scope other = Scope.empty().with(new TenantSession("ann", TenantId.of(2)));
    Scope host = Scope.empty().with(new TenantSession("ann", null));
    assertThat(sessions.requirement(other, MAIN)).isSameAs(Requirement.NONE);
    assertThat(sessions.requirement(host, MAIN)).isSameAs(Requirement.NONE);
    assertThat(SessionKey.of(new TenantSession("b:c", TenantId.of("a"))))
        .isNotEqualTo(SessionKey.of(new TenantSession("c", TenantId.of("a:b"))));
  }

  @Test
  void aWriteWhosePlaceIsNotKnownYetIsOutstandingForParallelRequestsToo() {
    CompletableFuture<SessionToken> outcome = new CompletableFuture<>();
    Scope writing = request("ann");
    sessions.wrote(writing, MAIN, outcome);
    assertThat(sessions.requirement(request("ann"), MAIN).outstanding()).isTrue();
    assertThat(writing.writes().settled()).isNotDone();
    outcome.complete(TEN);
    assertThat(writing.writes().settled()).isCompletedWithValue(TEN);
    assertThat(sessions.requirement(request("ann"), MAIN))
        .isEqualTo(new Requirement(false, false, new Position(1, 10), null, null, List.of()));
  }

  @Test
  void workWithoutAUserSeesWhatItsScopeWroteAlsoInScopesWithinIt() {
    Scope job = Scope.empty().with(Tenancy.host());
    sessions.wrote(job.with(Tenancy.of(Tenant.of(1, "acme"))), MAIN, known(TEN));
    assertThat(sessions.requirement(job, MAIN).position()).isNotNull();
    assertThat(sessions.requirement(Scope.empty().with(Tenancy.host()), MAIN)).isSameAs(Requirement.NONE);
  }

  @Test
  void aCallerWithoutANameIsKnownByItsKey() {
    Scope first = Scope.empty().with(new SessionWrites(SessionKey.anonymous("x1")));
    Scope second = Scope.empty().with(new SessionWrites(SessionKey.anonymous("x1"))).with(Tenancy.host());
    sessions.wrote(first, MAIN, known(TEN));
    assertThat(sessions.requirement(second, MAIN).position()).isEqualTo(new Position(1, 10));
  }

  @Test
  void aPinHoldsUntilItsTime() {
    sessions.wrote(request("ann"), MAIN, known(SessionToken.of(MAIN, new Pin("w", Instant.now().plusSeconds(60)))));
    sessions.wrote(request("bob"), MAIN, known(SessionToken.of(MAIN, new Pin("w", Instant.now().minusMillis(1)))));
    assertThat(sessions.requirement(request("ann"), MAIN).pin()).isNotNull();
    assertThat(sessions.requirement(request("bob"), MAIN)).isSameAs(Requirement.NONE);
  }

  @Test
  void twoNodesOfAnApplicationShareAStoreAndAnUnknownAnswerIsNotNoAnswer() {
    Map<SessionKey, SessionToken> shared = new ConcurrentHashMap<>();
    boolean[] down = {false};
    TokenStore store =
        new TokenStore() {
          @Override
          public StoredToken find(SessionKey key) {
            if (down[0]) {
              throw new TokenStoreUnavailableException("down");
            }
            return StoredToken.whole(shared.getOrDefault(key, SessionToken.NONE));
          }

          @Override
          public void merge(SessionKey key, SessionToken written, Duration keep) {
            shared.merge(key, written, SessionToken::merge);
          }
        };
    Sessions here = new Sessions(store, Duration.ofSeconds(30), false);
    Sessions there = new Sessions(store, Duration.ofSeconds(30), false);
    Scope writing = request("ann");
    here.wrote(writing, MAIN, known(TEN));
    assertThat(writing.writes().settled().join()).isEqualTo(TEN);
    assertThat(there.requirement(request("ann"), MAIN).position()).isEqualTo(new Position(1, 10));
    down[0] = true;
    assertThat(there.requirement(request("ann"), MAIN).unknown()).isTrue();
    assertThat(there.requirement(Scope.empty().with(Tenancy.host()), MAIN)).isSameAs(Requirement.NONE);
  }

  @Test
  void whatIsLostElsewhereIsTheReadersMatterAndAddsToWhatIsFound() {
    Sessions after = new Sessions(lossy(new StoredToken(TEN, 77L)), Duration.ofSeconds(30), false);
    assertThat(after.requirement(request("ann"), MAIN))
        .isEqualTo(new Requirement(false, false, new Position(1, 10), 77L, null, List.of()));
  }

  @Test
  void tokensAreKeptForAsLongAsTheSetNeedsThemThatNeedsThemLongest() {
    List<Duration> kept = new CopyOnWriteArrayList<>();
    Sessions growing =
        new Sessions(
            new TokenStore() {
              @Override
              public StoredToken find(SessionKey key) {
                return StoredToken.whole(SessionToken.NONE);
              }

              @Override
              public void merge(SessionKey key, SessionToken written, Duration keep) {
                kept.add(keep);
              }
            },
            Duration.ofSeconds(30),
            false);
    for (Duration more : List.of(Duration.ofSeconds(60), Duration.ofSeconds(10))) {
      growing.keepFor(more);
      Scope writing = request("ann");
      growing.wrote(writing, MAIN, known(TEN));
      assertThat(writing.writes().settled().join()).isEqualTo(TEN);
    }
    assertThat(kept).containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(60));
  }

  private static TokenStore lossy(StoredToken found) {
    return new TokenStore() {
      @Override
      public StoredToken find(SessionKey key) {
        return found;
      }

      @Override
      public void merge(SessionKey key, SessionToken written, Duration keep) {
        throw new TokenStoreUnavailableException("read only");
      }
    };
  }

  @Test
  void aReadIsRememberedOnlyWhereTimeMustNotGoBack() {
    sessions.saw(request("ann"), MAIN, "read-1", List.of());
    assertThat(sessions.requirement(request("ann"), MAIN)).isSameAs(Requirement.NONE);
    Sessions monotonic = new Sessions(null, Duration.ofSeconds(30), true);
    monotonic.saw(request("ann"), MAIN, "read-1", List.of());
    assertThat(monotonic.requirement(request("ann"), MAIN).seen())
        .extracting(SessionWrites.Seen::node)
        .containsExactly("read-1");
  }
}
