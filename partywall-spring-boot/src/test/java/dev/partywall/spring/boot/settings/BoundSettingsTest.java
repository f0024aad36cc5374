package dev.partywall.spring.boot.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.settings.InvalidSettingException;
import dev.partywall.core.settings.Setting;
import dev.partywall.core.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Layers of settings, bound as Spring binds properties. */
class BoundSettingsTest {

  /** How a shop looks. */
  record Theme(String color, int columns) {}

  private static final Setting<Integer> DAYS = Setting.of("shop.invoice-days", Integer.class, 30);
  private static final Setting<Duration> PATIENCE = Setting.of("shop.patience", Duration.class, Duration.ofSeconds(1));
  private static final Setting<Theme> THEME = Setting.of("shop.theme", Theme.class, new Theme("white", 1));
  private static final Setting<List<String>> TAGS = Setting.list("shop.tags", String.class, List.of("none"));
  private static final Setting<Map<String, Integer>> LIMITS =
      Setting.map("shop.limits", Integer.class, Map.of("users", 1, "files", 2));

  private final ConfigurableEnvironment environment = new StandardEnvironment();
  private Map<String, Object> host = Map.of();
  private final Settings settings = new BoundSettings(environment, () -> host);

  private void application(Map<String, Object> properties) {
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
  }

  private <T> T get(Setting<T> setting, Map<String, Object> own) {
    return Tenancy.of(Tenant.of(1, "acme").withSettings(own)).call(() -> settings.get(setting));
  }

  @Test
  void the_tenants_value_comes_before_the_hosts_the_applications_and_the_default() {
    assertThat(get(DAYS, Map.of())).isEqualTo(30);
    application(Map.of("shop.invoiceDays", "20"));
    host = Map.of("shop", Map.of("theme", Map.of()));
    assertThat(get(DAYS, Map.of())).isEqualTo(20);
    host = Map.of("shop", Map.of("invoiceDays", 10));
    assertThat(get(DAYS, Map.of())).isEqualTo(10);
    assertThat(get(DAYS, Map.of("shop.invoice-days", 5))).isEqualTo(5);
    assertThat(Tenancy.host().<Integer, RuntimeException>call(() -> settings.get(DAYS))).isEqualTo(10);
  }

  @Test
  void values_are_read_as_properties_are() {
    assertThat(get(PATIENCE, Map.of("shop", Map.of("patience", "5m")))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void lists_are_replaced() {
    application(Map.of("shop.tags[0]", "x", "shop.tags[1]", "y", "shop.tags[2]", "z"));
    assertThat(get(TAGS, Map.of())).containsExactly("x", "y", "z");
    assertThat(get(TAGS, Map.of("shop", Map.of("tags", List.of("a"))))).containsExactly("a");
    assertThat(get(TAGS, Map.of("shop", Map.of("tags", List.of())))).isEmpty();
  }

  @Test
  void maps_and_records_are_merged() {
    application(Map.of("shop.limits.files", 20, "shop.limits.mails", 30, "shop.theme.color", "blue"));
    host = Map.of("shop", Map.of("limits", Map.of("mails", 300), "theme", Map.of("columns", 3)));
    assertThat(get(LIMITS, Map.of("shop", Map.of("limits", Map.of("users", 1_000)))))
        .containsOnly(Map.entry("users", 1_000), Map.entry("files", 20), Map.entry("mails", 300));
    assertThat(get(THEME, Map.of("shop.theme.color", "red"))).isEqualTo(new Theme("red", 3));
    assertThat(get(THEME, Map.of())).isEqualTo(new Theme("blue", 3));
  }

  @Test
  void a_value_of_another_type_says_whose_and_which() {
    assertThatThrownBy(() -> get(DAYS, Map.of("shop", Map.of("invoice-days", "soon"))))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "The setting 'shop.invoice-days' of tenant 'acme' is 'soon', which cannot be read as Integer; change it, or"
                + " remove it");
    host = Map.of("shop.invoice-days", "later");
    assertThatThrownBy(() -> get(DAYS, Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("of the host", "'later'");
    application(Map.of("shop.patience", "long"));
    assertThatThrownBy(() -> get(PATIENCE, Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("of the application", "'long'");
  }

  @Test
  void a_tenants_value_cannot_name_the_applications_secrets() {
    Setting<String> greeting = Setting.of("shop.greeting", String.class, "Hello");
    application(Map.of("secret", "s3cret", "shop.greeting", "Hello ${secret}"));
    assertThat(get(greeting, Map.of())).isEqualTo("Hello s3cret");
    assertThat(get(greeting, Map.of("shop.greeting", "Hi ${secret}"))).isEqualTo("Hi ${secret}");
  }

  @Test
  void several_tenants_have_no_settings_in_common() {
    assertThat(Tenancy.host().<Integer, RuntimeException>call(() -> settings.get(DAYS))).isEqualTo(30);
    Tenancy all = Tenancy.acrossAll("report", DatasourceName.MAIN);
    assertThatThrownBy(() -> all.call(() -> settings.get(DAYS))).isInstanceOf(IllegalStateException.class);
  }
}
