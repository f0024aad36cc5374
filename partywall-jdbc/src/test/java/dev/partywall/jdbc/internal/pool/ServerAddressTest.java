package dev.partywall.jdbc.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://DB.example.com:5433/app?user=u&password=secret, db.example.com:5433",
    "jdbc:postgresql://db/app, db:5432",
    "jdbc:postgresql:app, localhost:5432",
    "jdbc:postgresql:///app, localhost:5432",
    "jdbc:postgresql://:5433/app, localhost:5433",
    "jdbc:postgresql://[::1]:5433/app, [::1]:5433",
    "jdbc:postgresql://[2001:db8::1]/app, [2001:db8::1]:5432",
    "jdbc:mariadb://u:secret@db/app, db:3306",
    "jdbc:otel:postgresql://db/app, db:",
  })
  void theServerIsHostAndPort(String url, String server) {
    assertThat(ServerAddress.of(url)).containsExactly(server);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"jdbc:postgresql://a:1,b,A:1/app?targetServerType=primary a:1 b:5432"})
  void aUrlWithSeveralHostsHasSeveralServers(String url, String first, String second) {
    assertThat(ServerAddress.of(url)).isEqualTo(List.of(first, second));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/app?password=secret, jdbc:postgresql://db/app",
    "jdbc:mysql://u:secret@db/app, jdbc:mysql://db/app",
    "jdbc:sqlserver://db;password=secret, jdbc:sqlserver://db",
    "jdbc:postgresql://db/app, jdbc:postgresql://db/app",
  })
  void messagesShowNoCredentials(String url, String shown) {
    assertThat(ServerAddress.withoutCredentials(url)).isEqualTo(shown);
  }
}
