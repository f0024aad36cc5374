package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows risks in the schemas of the databases. */
@Endpoint(id = "doctor")
public final class DoctorEndpoint {

  /** So many sets are examined at once; others one by one. */
  private static final int AT_ONCE = 20;

  private final TenantDataSource door;

  DoctorEndpoint(TenantDataSource door) {
    this.door = door;
  }

  /** The findings of the first twenty datasource sets. */
  @ReadOperation
  public Report report() {
    List<DatasourceName> sets = sets();
    List<Entry> findings = new ArrayList<>();
    List<Unexamined> unexamined = new ArrayList<>();
    for (DatasourceName set : sets.stream().limit(AT_ONCE).toList()) {
      try {
        findings.addAll(examine(set));
      } catch (SQLException e) {
        unexamined.add(new Unexamined(set.value(), String.valueOf(e.getMessage())));
      }
    }
    sets.stream()
        .skip(AT_ONCE)
        .forEach(set -> unexamined.add(new Unexamined(set.value(), "ask for it by its name: doctor/" + set)));
    return new Report(findings, unexamined);
  }

  /** The findings of one datasource set, or null if there is none of this name. */
  @ReadOperation
  public @Nullable Report report(@Selector String datasource) throws SQLException {
    DatasourceName set = sets().stream().filter(name -> name.value().equals(datasource)).findAny().orElse(null);
    return set == null ? null : new Report(examine(set), List.of());
  }

  private List<DatasourceName> sets() {
    return door.databases(Stream.empty()).stream().map(PhysicalDatabase::datasource).toList();
  }

  private List<Entry> examine(DatasourceName set) throws SQLException {
    return door.doctor(set).stream().map(Entry::of).toList();
  }

  /**
   * What was found.
   *
   * @param findings of each set, the worst first
   * @param unexamined the sets that were not looked at
   */
  public record Report(List<Entry> findings, List<Unexamined> unexamined) {}

  /**
   * A datasource set that was not looked at.
   *
   * @param datasource its name
   * @param why why not
   */
  public record Unexamined(String datasource, String why) {}

  /**
   * A finding.
   *
   * @param code what kind of risk
   * @param severity {@code error}, {@code warning} or {@code info}
   * @param datasource the datasource set
   * @param object what has it
   * @param why what can happen
   * @param ddl statements that end it
   */
  public record Entry(String code, String severity, String datasource, String object, String why, List<String> ddl) {

    static Entry of(Finding finding) {
      return new Entry(
          finding.code(),
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.datasource().value(),
          finding.object(),
          finding.why(),
          finding.ddl());
    }
  }
}
