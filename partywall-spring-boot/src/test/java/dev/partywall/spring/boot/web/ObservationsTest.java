package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.spring.boot.app.Http;
import dev.partywall.spring.boot.app.WebApplication;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@SpringBootTest(
    classes = {WebApplication.class, ObservationsTest.Observing.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.datasource.url=jdbc:postgresql://localhost:1/none",
      "partywall.resolve.optional-paths=/",
    })
class ObservationsTest {

  private final Http http;
  private final MeterRegistry meters;
  private final Observing.Spans spans;

  ObservationsTest(@LocalServerPort int port, @Autowired MeterRegistry meters, @Autowired Observing.Spans spans) {
    this.http = new Http(port);
    this.meters = meters;
    this.spans = spans;
  }

  @Test
  void metricsSayWhatKindOfTenancyAndTracesWhichTenant() {
    http.get("/who", "X-Tenant: acme");
    http.get("/async/callable", "X-Tenant: globex");
    http.get("/");
    http.get("/who");
    http.get("/private");
    Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> spans.seen.size() >= 5);

    assertThat(tenancies("/who")).containsExactlyInAnyOrder("tenant");
    assertThat(tenancies("/async/callable")).containsExactly("tenant");
    assertThat(tenancies("/")).containsExactly("none");
    assertThat(timers()).allSatisfy(timer -> assertThat(timer.getId().getTag("tenancy")).isNotNull());
    assertThat(timers()).allSatisfy(timer -> assertThat(timer.getId().getTag("tenant")).isNull());
    assertThat(spans.seen).contains("acme", "globex", "none");
  }

  private List<String> tenancies(String uri) {
    return timers().stream()
        .filter(timer -> timer.getId().getTags().contains(Tag.of("uri", uri)))
        .map(timer -> String.valueOf(timer.getId().getTag("tenancy")))
        .toList();
  }

  private List<Timer> timers() {
    return List.copyOf(meters.find("http.server.requests").timers());
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Observing {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    Spans spans() {
      return new Spans();
    }

    /** Stands where a tracer would: it sees the keys of high cardinality. */
    static class Spans implements ObservationHandler<ServerRequestObservationContext> {
      final Queue<String> seen = new ConcurrentLinkedQueue<>();

      @Override
      public void onStop(ServerRequestObservationContext context) {
        KeyValue tenant = context.getHighCardinalityKeyValue("tenant");
        seen.add(tenant == null ? "missing" : tenant.getValue());
      }

      @Override
      public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
      }
    }
  }
}
