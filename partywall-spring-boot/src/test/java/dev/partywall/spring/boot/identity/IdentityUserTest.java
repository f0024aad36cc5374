package dev.partywall.spring.boot.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import dev.partywall.identity.Account;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityUserTest {

  private static final Account ACCOUNT =
      new Account(UUID.randomUUID(), "ada", true, "stamp", Set.of("sales"), Set.of("orders.read"));

  @Test
  void aSessionThatIsStoredElsewhereComesBackWhole() throws IOException, ClassNotFoundException {
    for (IdentityUser user :
        new IdentityUser[] {
          IdentityUser.of(ACCOUNT, TenantId.of(1), 7),
          IdentityUser.of(ACCOUNT, TenantId.of("acme"), 7),
          IdentityUser.of(ACCOUNT, null, 0).acting(UUID.randomUUID(), Set.of("more"))
        }) {
      IdentityUser read = copy(user);
      assertThat(read).isEqualTo(user).hasToString(user.toString());
      assertThat(read).usingRecursiveComparison().isEqualTo(user);
    }
  }

  private static IdentityUser copy(IdentityUser user) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(user);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (IdentityUser) in.readObject();
    }
  }

  @Test
  void whoActsNoMoreHasItsOwnAuthoritiesAgain() {
    IdentityUser user = IdentityUser.of(ACCOUNT, null, 0);
    IdentityUser acting = user.acting(UUID.randomUUID(), Set.of("more")).acting(UUID.randomUUID(), Set.of("other"));
    assertThat(acting.getAuthorities())
        .extracting(Object::toString)
        .contains("orders.read", "other")
        .doesNotContain("more");
    assertThat(acting.asItself().getAuthorities()).isEqualTo(user.getAuthorities());
    assertThat(acting.asItself().acting()).isNull();
  }

  @Test
  void usersOfTwoTenantsAreTwo() {
    IdentityUser ofAcme = IdentityUser.of(ACCOUNT, TenantId.of(1), 1);
    assertThat(ofAcme).isNotEqualTo(IdentityUser.of(ACCOUNT, TenantId.of(2), 1));
    assertThat(ofAcme).isEqualTo(IdentityUser.of(ACCOUNT, TenantId.of(1), 2));
  }
}
