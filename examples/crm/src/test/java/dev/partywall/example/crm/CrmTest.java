package dev.partywall.example.crm;

import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The application as the demo starts it, with less data: acme and globex share a database, initech has its own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "crm.sample.scale-factor=0.003")
@ActiveProfiles("demo")
abstract class CrmTest {

  /** How many customers and products each tenant has. */
  static final int CUSTOMERS = 150;

  /** The database of acme and globex. */
  static final TestDatabase SHARED = PostgresServer.shared().freshDatabase("crm");

  /** The database of initech. */
  static final TestDatabase INITECH = PostgresServer.shared().freshDatabase("crm_initech");

  Api api;

  @DynamicPropertySource
  static void databases(DynamicPropertyRegistry registry) {
    registry.add("crm.database.shared", () -> url(SHARED));
    registry.add("crm.database.initech", () -> url(INITECH));
  }

  @BeforeEach
  void connect(@Value("${local.server.port}") int port) {
    api = Api.on(port);
  }

  static String url(TestDatabase database) {
    return database.jdbcUrl() + "?user=" + database.username() + "&password=" + database.password();
  }

  /** TPC-H numbers its customers through; each tenant has the next slice of them. */
  static String customerName(int slice, int customersInSlice, long id) {
    return "Customer#%09d".formatted((long) slice * customersInSlice + id);
  }
}
