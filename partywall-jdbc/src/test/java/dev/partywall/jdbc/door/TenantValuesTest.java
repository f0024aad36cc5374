package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantValuesTest {

  private static final UUID ID = UUID.fromString("0e37df36-f698-11e6-8dd4-cb9ced3df976");

  @Test
  void aNumberIsTheSameInEveryWholeForm() {
    TenantId id = TenantId.of(7);
    Object[] same = {
      7L, 7, (short) 7, (byte) 7, "7", " 7 ", new BigDecimal("7.00"), BigInteger.valueOf(7), new BigDecimal("7E0")
    };
    assertThat(same).allMatch(value -> TenantValues.same(id, value));
    Object[] other = {
      8L,
      "8",
      "",
      "x",
      "7.0",
      "7 or 1=1",
      7.0,
      7.0f,
      new BigDecimal("7.1"),
      true,
      '7',
      new byte[] {7},
      ID,
      new Object(),
      BigInteger.TWO.pow(64).add(BigInteger.valueOf(7)),
      new BigDecimal("1E40")
    };
    assertThat(other).noneMatch(value -> TenantValues.same(id, value));
    assertThat(TenantValues.same(id, null)).isFalse();
  }

  @Test
  void aUuidIsTheSameAsItsText() {
    TenantId id = TenantId.of(ID);
    assertThat(TenantValues.same(id, ID)).isTrue();
    assertThat(TenantValues.same(id, ID.toString())).isTrue();
    assertThat(TenantValues.same(id, ID.toString().toUpperCase(java.util.Locale.ROOT))).isTrue();
    assertThat(TenantValues.same(id, UUID.randomUUID())).isFalse();
    assertThat(TenantValues.same(id, "0e37df36")).isFalse();
    assertThat(TenantValues.same(id, 7)).isFalse();
  }

  @Test
  void aTextIsTheSameInItsOwnCaseOnly() {
    TenantId id = TenantId.of("acme");
    assertThat(TenantValues.same(id, "acme")).isTrue();
    assertThat(TenantValues.same(id, "Acme")).isFalse();
    assertThat(TenantValues.same(id, "acme ")).isFalse();
  }
}
