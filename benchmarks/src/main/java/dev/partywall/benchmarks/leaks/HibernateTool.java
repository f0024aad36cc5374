package dev.partywall.benchmarks.leaks;

import dev.partywall.core.TenantId;
import dev.partywall.test.oracle.OracleStatement;
import dev.partywall.test.oracle.StatementCapture;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate with {@code @TenantId}. A statement that is also HQL over entities called as the tables goes as HQL, with
 * its parameters written out; every other one as a native query.
 */
final class HibernateTool implements Tool {

  private static final Pattern MARKER = Pattern.compile("\\?");

  private final SessionFactory factory;

  HibernateTool() {
    Configuration configuration = new Configuration();
    Entities.ALL.forEach(configuration::addAnnotatedClass);
    configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, StatementCapture.dataSource());
    configuration.setProperty(AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL");
    configuration.setProperty(AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, "18");
    configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
    configuration.setProperty(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, "true");
    this.factory = configuration.buildSessionFactory();
  }

  @Override
  public String name() {
    return "hibernate";
  }

  @Override
  public Sent send(OracleStatement statement, TenantId tenant) throws RejectedException {
    try {
      return new Sent(Tool.asWished(StatementCapture.of(() -> sendHql(statement, tenant)), statement), "hql", true);
    } catch (Exception notHql) {
      return sendNatively(statement, tenant);
    }
  }

  private Sent sendNatively(OracleStatement statement, TenantId tenant) throws RejectedException {
    try {
      OracleStatement sent = StatementCapture.of(() -> sendNative(statement, tenant));
      return new Sent(Tool.asWished(sent, statement), "native", false);
    } catch (Exception e) {
      throw new RejectedException(e);
    }
  }

  private void sendHql(OracleStatement statement, TenantId tenant) {
    String hql = withValues(statement.sql(), statement.parameters());
    try (StatelessSession session = session(tenant)) {
      switch (hql.strip().toLowerCase(Locale.ROOT).split("[^a-z]+", 2)[0]) {
        case "insert", "update", "delete" -> session.createMutationQuery(hql).executeUpdate();
        default -> session.createSelectionQuery(hql, Object[].class).getResultList();
      }
    }
  }

  private void sendNative(OracleStatement statement, TenantId tenant) {
    try (StatelessSession session = session(tenant)) {
      NativeQuery<Object> query = session.createNativeQuery(statement.sql(), Object.class);
      for (int i = 0; i < statement.parameters().size(); i++) {
        query.setParameter(i + 1, statement.parameters().get(i));
      }
      query.getResultList();
    }
  }

  private StatelessSession session(TenantId tenant) {
    return factory.withStatelessOptions().tenantIdentifier(tenant.value()).openStatelessSession();
  }

  private static String withValues(String sql, List<@Nullable Object> values) {
    Matcher marker = MARKER.matcher(sql);
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      if (marker.find()) {
        String literal = value instanceof String string ? "'" + string + "'" : String.valueOf(value);
        marker.appendReplacement(text, Matcher.quoteReplacement(literal));
      }
    }
    return marker.appendTail(text).toString();
  }

  @Override
  public void close() {
    factory.close();
  }
}
