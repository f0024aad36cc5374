package dev.partywall.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenancy;
import dev.partywall.identity.IdentityEvent.Kind;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** What users, roles and log-ins do, wherever the tenants' rows are. */
abstract class UsersContract extends IdentityFixture {

  private static final String GOOD = "a good password";
  private static final String OTHER_GOOD = "another good one";

  UsersContract(TestDatabase main, TestDatabase other, Placement ofAcme, Placement ofGlobex, boolean rowSecurity)
      throws SQLException {
    super(main, other, ofAcme, ofGlobex, rowSecurity);
  }

  private static boolean isIn(LogIn answer) {
    return answer instanceof LogIn.Succeeded;
  }

  private LogIn logIn(String name, String password) {
    return identity.logIns().attempt(name, password);
  }

  @Test
  void oneNameIsThreeUsersInTwoTenantsAndTheHost() {
    User ofAcme = in(acme, () -> user("ada", "password of acme"));
    User ofGlobex = in(globex, () -> user("Ada", "password of globex"));
    User ofHost = asHost(() -> user("ADA", "password of the host"));
    assertThat(Set.of(ofAcme.id(), ofGlobex.id(), ofHost.id())).hasSize(3);
    assertThat(isIn(in(acme, () -> logIn("aDa", "password of acme")))).isTrue();
    assertThat(isIn(in(globex, () -> logIn("ada", "password of globex")))).isTrue();
    assertThat(isIn(asHost(() -> logIn("ada", "password of the host")))).isTrue();
    assertThat(isIn(in(acme, () -> logIn("ada", "password of globex")))).isFalse();
    assertThat(isIn(in(globex, () -> logIn("ada", "password of the host")))).isFalse();
    assertThat(isIn(asHost(() -> logIn("ada", "password of acme")))).isFalse();
    assertThat(in(globex, () -> identity.users().find(ofAcme.id()))).isEmpty();
    assertThat(asHost(() -> identity.users().find(ofAcme.id()))).isEmpty();
    assertThat(in(acme, () -> identity.users().find(ofHost.id()))).isEmpty();
  }

  @Test
  void aNameIsGivenOnceInATenancyWhateverItsCase() {
    in(acme, () -> user("Grüße", GOOD));
    assertThatExceptionOfType(UserNameTakenException.class).isThrownBy(() -> in(acme, () -> user("grÜSSE", GOOD)).id());
    asHost(() -> user("root", GOOD));
    assertThatExceptionOfType(UserNameTakenException.class).isThrownBy(() -> asHost(() -> user("ROOT", GOOD)));
    assertThat(asHost(() -> identity.users().page(null, null, 10))).hasSize(1);
  }

  @Test
  void whatIsNoNameIsRefused() {
    for (String name : List.of("", " ", "a b", "a\nb", "a\0b", "x".repeat(101))) {
      assertThatIllegalArgumentException().isThrownBy(() -> in(acme, () -> user(name, GOOD)));
      assertThat(isIn(in(acme, () -> logIn(name, GOOD)))).isFalse();
    }
  }

  @Test
  void withoutATenancyThereAreNoUsers() {
    assertThatExceptionOfType(NoTenancyException.class).isThrownBy(() -> user("ada", GOOD));
    assertThatExceptionOfType(NoTenancyException.class).isThrownBy(() -> logIn("ada", GOOD));
  }

  @Test
  void usersComeInPagesByName() {
    in(acme, () -> List.of(user("carl", GOOD), user("Anna", GOOD), user("ben", GOOD), user("annika", GOOD)));
    in(globex, () -> user("zoe", GOOD));
    assertThat(names(null, null, 10)).containsExactly("Anna", "annika", "ben", "carl");
    assertThat(names(null, "ANNIKA", 1)).containsExactly("ben");
    assertThat(names("NN", null, 10)).containsExactly("Anna", "annika");
    assertThat(names("%", null, 10)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> names(null, null, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> names(null, null, 1001));
  }

  private List<String> names(String text, String after, int limit) {
    return in(acme, () -> identity.users().page(text, after, limit)).stream().map(User::name).toList();
  }

  @Test
  void aMadeUpPasswordIsGoodForNothingButToBeChanged() {
    CreatedUser made = in(acme, () -> identity.users().create(NewUser.of("ada").withRoles(Role.ADMIN)));
    String once = made.oneTimePassword();
    assertThat(once).hasSize(20);
    assertThat(made.toString()).doesNotContain(once);
    assertThat(in(acme, () -> logIn("ada", once))).isInstanceOf(LogIn.ChangeRequired.class);
    assertThatExceptionOfType(PasswordRefusedException.class)
        .isThrownBy(() -> in(acme, () -> identity.logIns().changePassword("ada", once, once)));
    assertThat(isIn(in(acme, () -> identity.logIns().changePassword("ada", once, GOOD)))).isTrue();
    assertThat(isIn(in(acme, () -> logIn("ada", GOOD)))).isTrue();
    assertThat(isIn(in(acme, () -> logIn("ada", once)))).isFalse();
  }

  @Test
  void passwordsFollowRules() {
    for (String bad : List.of("short", "x".repeat(73), "ü".repeat(37), "my name is ADA")) {
      assertThatExceptionOfType(PasswordRefusedException.class).isThrownBy(() -> in(acme, () -> user("ada", bad)));
    }
    User ada = in(acme, () -> user("ada", GOOD));
    assertThatExceptionOfType(PasswordRefusedException.class)
        .isThrownBy(() -> Tenancy.of(acme).run(() -> identity.users().setPassword(ada.id(), "short")));
    assertThatExceptionOfType(PasswordRefusedException.class)
        .isThrownBy(() -> in(acme, () -> identity.logIns().changePassword("ada", GOOD, "short")));
    assertThat(isIn(in(acme, () -> logIn("ada", GOOD)))).isTrue();
  }

  @Test
  void aPasswordInAnOldEncodingIsEncodedAnewAtTheLogIn() throws SQLException {
    Map<String, org.springframework.security.crypto.password.PasswordEncoder> encoders = new HashMap<>();
    encoders.put("bcrypt", new BCryptPasswordEncoder(4));
    encoders.put(
        "old",
        new Pbkdf2PasswordEncoder("", 8, 10, Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256));
    Identity before = plan().encoder(new DelegatingPasswordEncoder("old", encoders)).build();
    Identity now = plan().encoder(new DelegatingPasswordEncoder("bcrypt", encoders)).build();
    User ada = in(acme, () -> before.users().create(NewUser.of("ada").withPassword(GOOD)).user());
    String stamp = in(acme, () -> now.accounts().find(ada.id())).orElseThrow().stamp();
    assertThat(stored(acme.placement(), "select password from pw_user")).allMatch(it -> it.startsWith("{old}"));
    assertThat(isIn(in(acme, () -> now.logIns().attempt("ada", GOOD)))).isTrue();
    assertThat(stored(acme.placement(), "select password from pw_user")).allMatch(it -> it.startsWith("{bcrypt}"));
    assertThat(isIn(in(acme, () -> now.logIns().attempt("ada", GOOD)))).isTrue();
    assertThat(in(acme, () -> now.accounts().find(ada.id())).orElseThrow().goesOn(stamp)).isTrue();
  }

  @Test
  void rolesGrantWhatTheirSideAllows() {
    in(acme, () -> identity.roles().set(new Role("sales", "Sales", Set.of("orders.read", "users.write"))));
    User ada = in(acme, () -> user("ada", GOOD, "sales"));
    User root = in(acme, () -> user("root", GOOD, Role.ADMIN));
    User operator = asHost(() -> user("operator", GOOD, Role.ADMIN));
    assertThat(granted(ada)).containsExactlyInAnyOrder("orders.read", "users.write");
    assertThat(granted(root)).containsExactlyInAnyOrder("orders.read", "orders.write", "users.write");
    assertThat(asHost(() -> identity.accounts().find(operator.id())).orElseThrow().permissions())
        .containsExactlyInAnyOrder("tenants.write", "users.write");
    assertThat(in(acme, () -> identity.roles().all())).extracting(Role::name).containsExactly("admin", "sales");
    assertThat(in(globex, () -> identity.roles().all())).extracting(Role::name).containsExactly("admin");
  }

  private Set<String> granted(User user) {
    return in(acme, () -> identity.accounts().find(user.id())).orElseThrow().permissions();
  }

  @Test
  void aPermissionOfTheOtherSideIsRefusedAndCountsForNothingWhereItStands() throws SQLException {
    for (String permission : List.of("tenants.write", "no.such")) {
      assertThatExceptionOfType(PermissionRefusedException.class)
          .isThrownBy(() -> in(acme, () -> identity.roles().set(new Role("ops", "Ops", Set.of(permission)))));
    }
    assertThatExceptionOfType(PermissionRefusedException.class)
        .isThrownBy(() -> asHost(() -> identity.roles().set(new Role("ops", "Ops", Set.of("orders.read")))));
    in(acme, () -> identity.roles().set(new Role("ops", "Ops", Set.of("orders.read"))));
    User ada = in(acme, () -> user("ada", GOOD, "ops"));
    raw(acme.placement(), "update pw_role set permissions = '{tenants.write,orders.read}'");
    assertThat(in(acme, () -> plan().build().accounts().find(ada.id())).orElseThrow().permissions())
        .containsExactly("orders.read");
  }

  @Test
  void theAdministratorsRoleStaysAsItIs() {
    assertThatExceptionOfType(RoleRefusedException.class)
        .isThrownBy(() -> in(acme, () -> identity.roles().set(new Role("admin", "Admin", Set.of()))));
    assertThatExceptionOfType(RoleRefusedException.class)
        .isThrownBy(() -> Tenancy.of(acme).run(() -> identity.roles().delete("admin")));
  }

  @Test
  void onlyRolesOfTheTenancyCanBeGiven() {
    in(globex, () -> identity.roles().set(new Role("sales", "Sales", Set.of())));
    assertThatExceptionOfType(RoleNotFoundException.class).isThrownBy(() -> in(acme, () -> user("ada", GOOD, "sales")));
    User ada = in(acme, () -> user("ada", GOOD));
    assertThatExceptionOfType(RoleNotFoundException.class)
        .isThrownBy(() -> in(acme, () -> identity.users().setRoles(ada.id(), Set.of("sales"))));
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> in(globex, () -> identity.users().setRoles(ada.id(), Set.of("sales"))));
  }

  @Test
  void whateverChangesAUserEndsItsSessionsAtOnce() {
    in(acme, () -> identity.roles().set(new Role("sales", "Sales", Set.of("orders.read"))));
    User ada = in(acme, () -> user("ada", GOOD));
    Users users = identity.users();
    assertEnds(ada, () -> users.setRoles(ada.id(), Set.of("sales")));
    assertEnds(ada, () -> identity.roles().set(new Role("sales", "Sales", Set.of("orders.write"))));
    assertEnds(ada, () -> users.resetPassword(ada.id()), () -> users.setPassword(ada.id(), GOOD));
    assertEnds(ada, () -> identity.logIns().changePassword("ada", GOOD, OTHER_GOOD));
    assertEnds(ada, () -> users.lock(ada.id()), () -> users.unlock(ada.id()));
    assertEnds(ada, () -> users.disable(ada.id()), () -> users.enable(ada.id()));
    assertEnds(ada, () -> identity.roles().delete("sales"));
    assertEnds(ada, () -> users.delete(ada.id()));
  }

  private void assertEnds(User user, Runnable... changes) {
    Tenancy.of(acme)
        .run(
            () -> {
              String stamp = identity.accounts().find(user.id()).orElseThrow().stamp();
              assertThat(goesOn(user.id(), stamp)).isTrue();
              for (Runnable change : changes) {
                change.run();
                assertThat(goesOn(user.id(), stamp)).isFalse();
              }
            });
  }

  private boolean goesOn(UUID user, String stamp) {
    return identity.accounts().find(user).filter(account -> account.goesOn(stamp)).isPresent();
  }

  @Test
  void anotherAddressLogsNobodyOut() {
    User ada = in(acme, () -> user("ada", GOOD));
    String stamp = in(acme, () -> identity.accounts().find(ada.id())).orElseThrow().stamp();
    assertThat(in(acme, () -> identity.users().setEmail(ada.id(), "ada@acme.org")).email()).isEqualTo("ada@acme.org");
    assertThat(in(acme, () -> identity.users().setEmail(ada.id(), null)).email()).isNull();
    assertThat(in(acme, () -> goesOn(ada.id(), stamp))).isTrue();
    assertThatExceptionOfType(UserNotFoundException.class)
        .isThrownBy(() -> in(globex, () -> identity.users().setEmail(ada.id(), null)));
  }

  @Test
  void aChangeCountsWhenItIsCommittedAndNotBefore() throws SQLException {
    User ada = in(acme, () -> user("ada", GOOD));
    Tenancy.of(acme)
        .<Void, SQLException>call(
            () -> {
              try (Connection connection = door.getConnection()) {
                connection.setAutoCommit(false);
                Identity joining = plan().connections(OneConnection.of(connection)).build();
                String stamp = identity.accounts().find(ada.id()).orElseThrow().stamp();
                joining.users().lock(ada.id());
                assertThat(goesOn(ada.id(), stamp)).isTrue();
                connection.rollback();
                assertThat(goesOn(ada.id(), stamp)).isTrue();
                joining.users().lock(ada.id());
                connection.commit();
                assertThat(goesOn(ada.id(), stamp)).isFalse();
                connection.setAutoCommit(true);
              }
              return null;
            });
  }

  @Test
  void anotherProcessSeesAChangeAfterTheDelayAtTheLatestAndAtOnceWithout() {
    User ada = in(acme, () -> user("ada", GOOD));
    try (TenantDataSource elsewhere = elsewhere()) {
      Accounts careful = Identity.builder(elsewhere).delay(Duration.ZERO).permissions(PERMISSIONS).build().accounts();
      Accounts quick =
          Identity.builder(elsewhere).delay(Duration.ofHours(1)).permissions(PERMISSIONS).build().accounts();
      String stamp = in(acme, () -> quick.find(ada.id())).orElseThrow().stamp();
      in(acme, () -> identity.users().lock(ada.id()));
      assertThat(in(acme, () -> careful.find(ada.id())).orElseThrow().goesOn(stamp)).isFalse();
      assertThat(in(acme, () -> quick.find(ada.id())).orElseThrow().goesOn(stamp)).isTrue();
    }
  }

  @Test
  void failuresLockANameOutForALongerTimeEachTime() {
    in(acme, () -> user("ada", GOOD));
    in(globex, () -> user("ada", GOOD));
    fail("ada", 5);
    assertThat(in(acme, () -> logIn("ada", GOOD))).isInstanceOf(LogIn.LockedOut.class);
    assertThat(isIn(in(globex, () -> logIn("ada", GOOD)))).isTrue();
    clock.pass(Duration.ofSeconds(31));
    fail("ada", 1);
    clock.pass(Duration.ofSeconds(31));
    assertThat(in(acme, () -> logIn("ADA", GOOD))).isInstanceOf(LogIn.LockedOut.class);
    clock.pass(Duration.ofSeconds(30));
    assertThat(isIn(in(acme, () -> logIn("ada", GOOD)))).isTrue();
    fail("ada", 4);
    assertThat(isIn(in(acme, () -> logIn("ada", GOOD)))).isTrue();
  }

  @Test
  void failuresAreForgottenAfterAWhile() {
    in(acme, () -> user("ada", GOOD));
    fail("ada", 4);
    clock.pass(Duration.ofMinutes(16));
    fail("ada", 4);
    assertThat(isIn(in(acme, () -> logIn("ada", GOOD)))).isTrue();
  }

  @Test
  void unknownNamesAreLockedOutLikeOthersAndNotKept() throws SQLException {
    in(acme, () -> user("ada", GOOD));
    for (String name : List.of("ada", "nobody", "no name at all")) {
      fail(name, 5);
      assertThat(in(acme, () -> logIn(name, GOOD))).isInstanceOf(LogIn.LockedOut.class);
    }
    assertThat(stored(acme.placement(), "select name_hash from pw_login_failure"))
        .hasSize(3)
        .noneMatch(hash -> hash.contains("nobody"));
    clock.pass(Duration.ofHours(1));
    fail("somebody", 1);
    assertThat(stored(acme.placement(), "select name_hash from pw_login_failure")).hasSize(1);
  }

  private void fail(String name, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(in(acme, () -> logIn(name, "wrong password"))).isInstanceOf(LogIn.Failed.class);
    }
  }

  @Test
  void anAdministratorEndsALockOut() {
    User ada = in(acme, () -> user("ada", GOOD));
    fail("ada", 5);
    in(acme, () -> identity.users().unlock(ada.id()));
    assertThat(isIn(in(acme, () -> logIn("ada", GOOD)))).isTrue();
  }

  @Test
  void whoIsBarredIsToldOnlyWithTheRightPassword() {
    User ada = in(acme, () -> user("ada", GOOD));
    in(acme, () -> identity.users().disable(ada.id()));
    assertThat(in(acme, () -> logIn("ada", "wrong password"))).isEqualTo(new LogIn.Failed());
    assertThat(in(acme, () -> logIn("nobody", "wrong password"))).isEqualTo(new LogIn.Failed());
    assertThat(in(acme, () -> logIn("ada", GOOD))).isInstanceOf(LogIn.Barred.class);
  }

  @Test
  void manyTriesAtOnceAreNoMoreThanAsManyOneAfterAnother() throws Exception {
    in(acme, () -> user("ada", GOOD));
    int tries = 40;
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LogIn>> answers =
          IntStream.range(0, tries)
              .mapToObj(
                  i ->
                      threads.submit(
                          (Callable<LogIn>)
                              () -> {
                                begin.await();
                                return in(acme, () -> logIn("ada", "guess number " + i));
                              }))
              .toList();
      begin.countDown();
      for (Future<LogIn> answer : answers) {
        assertThat(isIn(answer.get())).isFalse();
      }
    }
    assertThat(in(acme, () -> logIn("ada", GOOD))).isInstanceOf(LogIn.LockedOut.class);
    assertThat(stored(acme.placement(), "select failures from pw_login_failure")).containsExactly("5");
  }

  @Test
  void aRightPasswordThatComesAfterTheLockDoesNotCount() {
    in(acme, () -> user("ada", GOOD));
    LoginFailures failures = new LoginFailures(new Sql(door), Lockout.DEFAULT, clock);
    String hash = UserNames.hash("ada");
    Tenancy.of(acme)
        .run(
            () -> {
              assertThat(failures.isLocked(hash)).isFalse(); // a try begins
              IntStream.range(0, 5).forEach(i -> failures.count(hash));
              assertThat(failures.accept(hash)).isFalse();
            });
  }

  @Test
  void whatHappensIsTold() {
    User ada = in(acme, () -> user("ada", GOOD));
    in(acme, () -> logIn("ada", "wrong password"));
    in(acme, () -> logIn("nobody", "wrong password"));
    in(acme, () -> logIn("ada", GOOD));
    assertThat(events)
        .extracting(IdentityEvent::kind, IdentityEvent::user)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.CREATED, ada.id()),
            org.assertj.core.groups.Tuple.tuple(Kind.LOG_IN_FAILED, ada.id()),
            org.assertj.core.groups.Tuple.tuple(Kind.LOG_IN_FAILED, null),
            org.assertj.core.groups.Tuple.tuple(Kind.LOGGED_IN, ada.id()));
    assertThat(events).allMatch(event -> event.tenancy().label().equals("acme"));
    assertThat(events.toString()).doesNotContain("nobody");
  }

  @Test
  void actingHasAReasonAndALimitAndAnEnd() {
    User operator = asHost(() -> user("operator", GOOD));
    Actings actings = identity.actings();
    Duration half = Duration.ofMinutes(30);
    assertThatExceptionOfType(ActingRefusedException.class)
        .isThrownBy(() -> actings.begin(operator.id(), "operator", acme, " ", half));
    assertThatExceptionOfType(ActingRefusedException.class)
        .isThrownBy(() -> actings.begin(operator.id(), "operator", acme, "ticket 7", Duration.ofHours(2)));
    Acting acting = actings.begin(operator.id(), "operator", acme, "ticket 7", half);
    assertThat(actings.find(acting.id())).contains(acting);
    assertThat(acting.isIn(acme.id(), clock.instant())).isTrue();
    assertThat(acting.isIn(globex.id(), clock.instant())).isFalse();
    actings.end(acting, "operator", acme);
    assertThat(actings.find(acting.id())).isEmpty();
    Acting next = actings.begin(operator.id(), "operator", acme, "ticket 8", half);
    clock.pass(half);
    assertThat(actings.find(next.id())).isEmpty();
    assertThat(events)
        .extracting(IdentityEvent::kind)
        .containsExactly(Kind.CREATED, Kind.ACTING_BEGAN, Kind.ACTING_ENDED, Kind.ACTING_BEGAN);
  }

  @Test
  void theDoctorIsContent() throws SQLException {
    assertThat(door.doctor(dev.partywall.core.DatasourceName.MAIN))
        .filteredOn(finding -> finding.object().contains("pw_"))
        .noneMatch(finding -> finding.severity() != Finding.Severity.INFO);
  }
}
