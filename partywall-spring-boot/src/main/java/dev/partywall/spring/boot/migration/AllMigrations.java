package dev.partywall.spring.boot.migration;

import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.jdbc.PhysicalDatabase;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** What happens in each database at the start, for one that comes later. */
final class AllMigrations implements SchemaMigrations {

  private final ObjectProvider<MigrationPart> parts;
  private volatile @Nullable String fingerprint;

  AllMigrations(ObjectProvider<MigrationPart> parts) {
    this.parts = parts;
  }

  private List<MigrationPart> inOrder() {
    return parts.stream().sorted(Comparator.comparingInt(MigrationPart::order)).toList();
  }

  /** Does not change while the application runs. */
  @Override
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = inOrder().stream().map(MigrationPart::token).collect(Collectors.joining(" "));
      fingerprint = known;
    }
    return known;
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    inOrder().forEach(part -> part.migrate(database));
  }
}
