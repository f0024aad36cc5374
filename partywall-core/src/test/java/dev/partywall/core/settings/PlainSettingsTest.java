package dev.partywall.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainSettingsTest {

  private static final Setting<Integer> DAYS = Setting.of("shop.invoice-days", Integer.class, 30);
  private static final Setting<TenantStatus> STATUS = Setting.of("status", TenantStatus.class, TenantStatus.ACTIVE);
  private static final Setting<List<String>> TAGS = Setting.list("shop.tags", String.class, List.of("none"));
  private static final Setting<Map<String, Integer>> LIMITS =
      Setting.map("limits", Integer.class, Map.of("users", 1, "files", 2));

  private Map<String, Object> host = Map.of();
  private Map<String, Object> application = Map.of();

  private <T> T get(Setting<T> setting, Map<String, Object> own) {
    Settings settings = new PlainSettings(() -> host, application);
    return Tenancy.of(Tenant.of(1, "acme").withSettings(own)).call(() -> settings.get(setting));
  }

  @Test
  void theTenantsValueComesBeforeTheHostsAndThatBeforeTheApplicationsAndThatBeforeTheDefault() {
    assertThat(get(DAYS, Map.of())).isEqualTo(30);
    application = Map.of("shop", Map.of("invoice-days", 20));
    assertThat(get(DAYS, Map.of())).isEqualTo(20);
    host = Map.of("shop.invoice-days", 10);
    assertThat(get(DAYS, Map.of())).isEqualTo(10);
    assertThat(get(DAYS, Map.of("shop", Map.of("invoice-days", "5")))).isEqualTo(5);
  }

  @Test
  void theHostHasItsOwn() {
    host = Map.of("shop.invoice-days", 10);
    assertThat(Tenancy.host().<Integer, RuntimeException>call(() -> settings().get(DAYS))).isEqualTo(10);
  }

  @Test
  void listsAreReplaced() {
    host = Map.of("shop.tags", List.of("a", "b"));
    assertThat(get(TAGS, Map.of("shop", Map.of("tags", List.of("c"))))).containsExactly("c");
    assertThat(get(TAGS, Map.of("shop", Map.of("tags", List.of())))).isEmpty();
    assertThat(get(TAGS, Map.of())).containsExactly("a", "b");
  }

  @Test
  void mapsAreMerged() {
    application = Map.of("limits", Map.of("files", 20, "mails", 30));
    host = Map.of("limits", Map.of("mails", 300));
    assertThat(get(LIMITS, Map.of("limits", Map.of("users", 1_000))))
        .containsOnly(Map.entry("users", 1_000), Map.entry("files", 20), Map.entry("mails", 300));
  }

  @Test
  void aValueOfAnotherTypeSaysWhoseAndWhich() {
    assertThatThrownBy(() -> get(DAYS, Map.of("shop.invoice-days", "soon")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(
            "The setting 'shop.invoice-days' of tenant 'acme' is 'soon', which cannot be read as Integer; change it, or"
                + " remove it");
    host = Map.of("limits", "many");
    assertThatThrownBy(() -> get(LIMITS, Map.of()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("the host", "'many'", "a map of Integer");
    assertThatThrownBy(() -> get(TAGS, Map.of("shop.tags", "a"))).isInstanceOf(InvalidSettingException.class);
    assertThatThrownBy(() -> get(STATUS, Map.of("status", "gone"))).isInstanceOf(InvalidSettingException.class);
  }

  @Test
  void enumsAreReadInAnyCase() {
    assertThat(get(STATUS, Map.of("status", "suspended"))).isEqualTo(TenantStatus.SUSPENDED);
  }

  @Test
  void settingsAreOfOneTenantOrTheHost() {
    Tenancy all = Tenancy.acrossAll("report", DatasourceName.MAIN);
    assertThatThrownBy(() -> all.call(() -> settings().get(DAYS))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> settings().get(DAYS)).isInstanceOf(NoTenancyException.class);
  }

  @Test
  void aNameIsThatOfAProperty() {
    assertThatThrownBy(() -> Setting.of("shop.invoiceDays", Integer.class, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shop.invoice-days");
  }

  private Settings settings() {
    return new PlainSettings(() -> host, application);
  }
}
