package dev.partywall.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.Node;
import dev.partywall.jdbc.NodeSelector;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.Routing.NoReader;
import dev.partywall.jdbc.Routing.ReadsInTransactions;
import dev.partywall.jdbc.Routing.WriteUnderReadIntent;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;

class DatasourceSettingsTest {

  private static final String MAIN = "partywall.datasources.main.";
  private static final String SESSIONS = "partywall.sessions.";

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(PartywallAutoConfiguration.class))
          .withPropertyValues(MAIN + "write[0].url=jdbc:postgresql://w/app");

  @Test
  void readers_are_named_and_weighed() {
    application
        .withPropertyValues(
            MAIN + "read[0].url=jdbc:postgresql://r1/app",
            MAIN + "read[1].url=jdbc:postgresql://r2/app",
            MAIN + "read[1].name=big",
            MAIN + "read[1].weight=3",
            MAIN + "read[1].maximum-size=20")
        .run(
            context -> {
              DatasourceSet set = main(context);
              assertThat(set.write()).extracting(Node::name).containsExactly("write-1");
              assertThat(set.read()).extracting(Node::name).containsExactly("read-1", "big");
              assertThat(set.read()).extracting(Node::weight).containsExactly(1, 3);
              assertThat(set.read()).extracting(node -> node.pool().maximumSize()).containsExactly(10, 20);
              assertThat(set.routing()).isEqualTo(Routing.DEFAULT);
            });
  }

  @Test
  void routing_is_set_for_each_set() {
    application
        .withPropertyValues(
            MAIN + "read[0].url=jdbc:postgresql://r1/app",
            MAIN + "selector=least-busy",
            MAIN + "reads-in-transactions=dynamic",
            MAIN + "consistency=ttl",
            MAIN + "max-lag=2s",
            MAIN + "probe-interval=250ms",
            MAIN + "ttl=5s",
            MAIN + "no-reader=refuse",
            MAIN + "write-under-read-intent=refuse")
        .run(
            context ->
                assertThat(main(context).routing())
                    .isEqualTo(
                        new Routing(
                            NodeSelector.LEAST_BUSY,
                            ReadsInTransactions.DYNAMIC,
                            Consistency.TTL,
                            Duration.ofSeconds(2),
                            Duration.ofMillis(250),
                            Duration.ofSeconds(5),
                            NoReader.REFUSE,
                            WriteUnderReadIntent.REFUSE,
                            false)));
  }

  @Test
  void a_bean_chooses_the_node() {
    NodeSelector first = candidates -> 0;
    application
        .withBean("nearest", NodeSelector.class, () -> first)
        .withPropertyValues(MAIN + "selector-bean=nearest")
        .run(context -> assertThat(main(context).routing().selector()).isSameAs(first));
  }

  @Test
  void several_writers_are_a_choice_and_have_no_positions() {
    application
        .withPropertyValues(MAIN + "write[1].url=jdbc:postgresql://w2/app", MAIN + "multi-writer=true")
        .run(
            context -> {
              assertThat(main(context).write()).extracting(Node::name).containsExactly("write-1", "write-2");
              assertThat(main(context).routing().consistency()).isEqualTo(Consistency.TTL);
            });
  }

  @Test
  void each_mistake_is_told() {
    application
        .withPropertyValues(
            MAIN + "write[1].url=jdbc:postgresql://w2/app",
            MAIN + "read[0].url=jdbc:postgresql://r/app",
            MAIN + "read[0].name=write-1",
            MAIN + "read[1].url=jdbc:postgresql://r/app",
            MAIN + "read[1].name=no name",
            MAIN + "read[2].url=jdbc:postgresql://r/app",
            MAIN + "read[2].weight=0",
            MAIN + "selector=round-robin",
            MAIN + "selector-bean=nobody",
            MAIN + "max-lag=0s",
            MAIN + "no-reader=perhaps",
            "partywall.datasources.many.write[0].url=jdbc:postgresql://w/app",
            "partywall.datasources.many.multi-writer=true",
            "partywall.datasources.many.consistency=position",
            "partywall.datasources.none.max-lag=1s",
            SESSIONS + "carrier=token",
            SESSIONS + "settle-timeout=-1s",
            SESSIONS + "propagate-to[0]=http://example.com",
            SESSIONS + "propagate-to[1]=*.example.com",
            SESSIONS + "redis.url=localhost:6379",
            SESSIONS + "redis.prefix={x}",
            SESSIONS + "redis.timeout=0s",
            SESSIONS + "monotonic=true")
        .run(
            context ->
                assertThat(failure(context).problems())
                    .extracting(problem -> problem.setting())
                    .containsExactlyInAnyOrder(
                        MAIN + "write",
                        "partywall.datasources.main",
                        MAIN + "read[1].name",
                        MAIN + "read[2].weight",
                        MAIN + "selector-bean",
                        MAIN + "selector-bean",
                        MAIN + "max-lag",
                        MAIN + "no-reader",
                        "partywall.datasources.many.consistency",
                        "partywall.datasources.none.write",
                        SESSIONS + "secret",
                        SESSIONS + "settle-timeout",
                        SESSIONS + "propagate-to[0]",
                        SESSIONS + "redis.url",
                        SESSIONS + "redis.prefix",
                        SESSIONS + "redis.timeout",
                        SESSIONS + "monotonic",
                        "partywall.host-datasource"));
  }

  @Test
  void a_short_secret_is_a_mistake() {
    application
        .withPropertyValues(SESSIONS + "secret=secret")
        .run(
            context ->
                assertThat(failure(context).problems())
                    .extracting(problem -> problem.setting())
                    .containsExactly(SESSIONS + "secret"));
  }

  private static DatasourceSet main(ApplicationContext context) {
    return context.getBean(PartywallSettings.class).datasources().stream()
        .filter(set -> set.name().equals(DatasourceName.MAIN))
        .findAny()
        .orElseThrow();
  }

  private static ConfigurationException failure(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    return (ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
  }
}
