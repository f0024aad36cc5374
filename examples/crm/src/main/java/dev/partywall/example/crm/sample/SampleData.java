package dev.partywall.example.crm.sample;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.spring.boot.PartywallSettings;
import java.io.Console;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives each configured tenant a slice of its own when the application starts. A slice is written in one transaction
 * together with the note that it is there: after a crash a tenant has all of it or nothing, and the next start loads
 * what is missing.
 */
@Component
@ConditionalOnBooleanProperty("crm.sample.enabled")
class SampleData implements ApplicationRunner {

  private static final String SOURCE = "tpch";

  private final PartywallSettings configured;
  private final SampleSettings settings;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  SampleData(
      PartywallSettings configured, SampleSettings settings, JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.configured = configured;
    this.settings = settings;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    List<Tenant> all = allTenants();
    for (int i = 0; i < all.size(); i++) {
      Slice slice = new Slice(i, all.size(), settings.scaleFactor());
      Tenant tenant = all.get(i);
      Tenancy.of(tenant).run(() -> loadOnce(tenant.title(), slice));
    }
  }

  private List<Tenant> allTenants() {
    try (Stream<Tenant> stream = configured.tenants().tenants()) {
      return stream.sorted(Comparator.comparing(Tenant::name)).toList();
    }
  }

  private void loadOnce(String title, Slice slice) {
    transaction.executeWithoutResult(
        _ -> {
          if (jdbc.queryForList("select source from imports where source = ?", SOURCE).isEmpty()) {
            load(title, slice);
            jdbc.update("insert into imports (source) values (?)", SOURCE);
          }
        });
  }

  private void load(String title, Slice slice) {
    ProgressBar bar = new ProgressBar(System.out, onTerminal(), "Loading TPC-H for %-8s".formatted(title));
    new SliceLoader(slice, jdbc).load(bar::show);
    Long orders = jdbc.queryForObject("select count(*) from orders", Long.class);
    bar.done(String.format(Locale.ROOT, "%,d customers, %,d orders", slice.customers(), orders));
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
