package dev.partywall.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.example.crm.Api.Answer;
import dev.partywall.test.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The database dies while tenants are served. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"crm.sample.scale-factor=0.003", "partywall.budget.acquire-timeout=2s"})
@ActiveProfiles("demo")
@DirtiesContext
class CrashTest {

  private static final List<String> TENANTS = List.of("acme", "globex", "initech");
  private static final int WORKERS = 12;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // Durable: what was answered as done must be there after the crash.
  private static final PostgresServer SERVER = PostgresServer.builder().durable(true).start();

  private Api api;

  @DynamicPropertySource
  static void databases(DynamicPropertyRegistry registry) {
    registry.add("crm.database.shared", () -> CrmTest.url(SERVER.database("crm")));
    registry.add("crm.database.initech", () -> CrmTest.url(SERVER.database("crm_initech")));
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @BeforeEach
  void connect(@Value("${local.server.port}") int port) {
    api = Api.on(port);
  }

  @Test
  void aCrashGivesErrorsAndNoWrongAnswerAndThenAllIsWellAgain() throws Exception {
    CountDownLatch allServed = new CountDownLatch(WORKERS);
    CountDownLatch allFailed = new CountDownLatch(WORKERS);
    List<Future<?>> workers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WORKERS; i++) {
        Worker worker = new Worker(api, i % TENANTS.size(), i + 1L);
        workers.add(
            threads.submit(
                () -> {
                  worker.askUntil(true, allServed);
                  worker.askUntil(false, allFailed);
                  worker.askUntil(true, new CountDownLatch(1));
                }));
      }
      allServed.await();
      SERVER.crash();
      allFailed.await();
      SERVER.restart();
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
  }

  /** Changes and reads one customer of one tenant, and knows what it may see. */
  private static final class Worker {

    private final Api api;
    private final String path;
    private final String name;
    private final Set<String> possible = new HashSet<>();
    private int round;

    Worker(Api api, int slice, long id) {
      this.api = api.of(TENANTS.get(slice));
      this.path = "/api/customers/" + id;
      this.name = CrmTest.customerName(slice, CrmTest.CUSTOMERS, id);
      this.possible.add(this.api.get(path).at("/phone"));
    }

    /** Asks again and again until the answer is right, or an error. Whatever comes before must be one of both. */
    void askUntil(boolean served, CountDownLatch reached) {
      long giveUp = System.nanoTime() + PATIENCE.toNanos();
      try {
        while (ask() != served) {
          if (System.nanoTime() > giveUp) {
            throw new AssertionError(path + " was " + (served ? "never served" : "always served") + " for " + PATIENCE);
          }
        }
      } finally {
        reached.countDown();
      }
    }

    private boolean ask() {
      return ++round % 2 == 1 ? change("phone " + round) : read();
    }

    private boolean change(String phone) {
      Answer answer = api.patch(path, "{\"phone\": \"%s\"}".formatted(phone));
      if (answer.status() == 200) {
        possible.clear();
      }
      // After an error nobody knows whether it was stored.
      possible.add(phone);
      return isServed(answer);
    }

    private boolean read() {
      Answer answer = api.get(path);
      if (answer.status() == 200) {
        assertThat(answer.at("/phone")).isIn(possible);
      }
      return isServed(answer);
    }

    private boolean isServed(Answer answer) {
      if (answer.status() == 200) {
        assertThat(answer.at("/name")).isEqualTo(name);
        return true;
      }
      assertThat(answer.status()).isGreaterThanOrEqualTo(500);
      assertThat(answer.text()).doesNotContain("Customer#");
      return false;
    }
  }
}
