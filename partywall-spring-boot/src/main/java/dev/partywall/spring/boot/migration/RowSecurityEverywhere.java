package dev.partywall.spring.boot.migration;

import dev.partywall.jdbc.PhysicalDatabase;
import dev.partywall.jdbc.RowSecurityDrift;
import dev.partywall.jdbc.RowSecurityException;
import dev.partywall.jdbc.RowSecurityReport;
import dev.partywall.jdbc.door.RowSecurity;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.datasource.init.UncategorizedScriptException;

/** Puts the row-level security of each database right once its tables are there, or only looks whether it is right. */
final class RowSecurityEverywhere implements InitializingBean, MigrationPart {

  private static final Logger log = LoggerFactory.getLogger(RowSecurityEverywhere.class);

  /** Grows with each change of what row-level security does. */
  private static final int VERSION = 1;

  private final RowSecurity security;
  private final boolean apply;
  private final Databases databases;

  RowSecurityEverywhere(RowSecurity security, boolean apply, Databases databases) {
    this.security = security;
    this.apply = apply;
    this.databases = databases;
  }

  @Override
  public void afterPropertiesSet() {
    databases.each("Row-level security", this::token, this::migrate);
  }

  @Override
  public String name() {
    return "row-security";
  }

  @Override
  public int order() {
    return 50;
  }

  @Override
  public String fingerprint() {
    return Hash.of(VERSION + " " + security.roles() + " " + apply);
  }

  @Override
  public void migrate(PhysicalDatabase database) {
    try {
      RowSecurityReport report = apply ? security.apply(database) : required(database);
      if (!report.drifts().isEmpty()) {
        log.info("Row-level security of {} was put right: {}", database.label(), text(report));
      }
      if (!report.uncovered().isEmpty()) {
        log.warn("Row-level security of {} does not cover: {}", database.label(), report.uncovered());
      }
    } catch (SQLException e) {
      throw new UncategorizedScriptException("Row-level security of " + database.label() + " cannot be looked at", e);
    }
  }

  private RowSecurityReport required(PhysicalDatabase database) throws SQLException {
    RowSecurityReport report = security.check(database);
    if (!report.drifts().isEmpty()) {
      throw new RowSecurityException(database.label(), report.drifts());
    }
    return report;
  }

  private static String text(RowSecurityReport report) {
    return report.drifts().stream().map(RowSecurityDrift::toString).collect(Collectors.joining("; "));
  }
}
