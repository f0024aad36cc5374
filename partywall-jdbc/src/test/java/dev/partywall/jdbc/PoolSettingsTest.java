package dev.partywall.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5433/crm, jdbc:postgresql://db:5433/acme",
    "jdbc:postgresql://db/crm?ssl=true&user=a/b, jdbc:postgresql://db/acme?ssl=true&user=a/b",
    "'jdbc:postgresql://a:1,b:2/crm?targetServerType=primary', 'jdbc:postgresql://a:1,b:2/acme?targetServerType=primary'",
    "jdbc:postgresql://[::1]:5432/crm, jdbc:postgresql://[::1]:5432/acme",
    "jdbc:postgresql://db, jdbc:postgresql://db/acme",
    "jdbc:postgresql://db?ssl=true, jdbc:postgresql://db/acme?ssl=true",
    "jdbc:postgresql:crm, jdbc:postgresql:acme",
    "jdbc:postgresql:/, jdbc:postgresql:acme"
  })
  void theUrlOfAnotherDatabaseDiffersInTheDatabaseOnly(String url, String expected) {
    assertThat(PoolSettings.of(url, "u", "p").onDatabase("acme").url()).isEqualTo(expected);
  }

  @Test
  void whatIsNotPostgresIsRefused() {
    assertThatThrownBy(() -> PoolSettings.of("jdbc:mariadb://db/crm", "u", "secret").onDatabase("acme"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:mariadb://db/crm")
        .hasMessageNotContaining("secret");
  }
}
