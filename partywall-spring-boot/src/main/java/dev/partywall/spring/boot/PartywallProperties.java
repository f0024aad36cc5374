package dev.partywall.spring.boot;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantStatus;
import dev.partywall.jdbc.GuardMode;
import dev.partywall.jdbc.Routing.Consistency;
import dev.partywall.jdbc.Routing.NoReader;
import dev.partywall.jdbc.Routing.ReadsInTransactions;
import dev.partywall.jdbc.Routing.WriteUnderReadIntent;
import dev.partywall.jdbc.door.TenantDataSource.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The data half of the configuration, as written: nothing is checked yet. What may be null was left out or could not be
 * read.
 *
 * @param enabled Whether several tenants are served. If not, there is one tenant with id 1, and all work is for it.
 * @param discriminator Name of the column that says whose a row is.
 * @param idKind Type of tenant ids and of the discriminator column.
 * @param hostDatasource Datasource set of the host.
 * @param datasources Datasource sets by name. Without a set "main", spring.datasource describes it.
 * @param tenants Tenants. Left out if a TenantStore bean finds them.
 * @param budget How many connections the process may hold, and how long work waits for one.
 * @param guard What the SQL guard lets pass.
 * @param transaction Units of work.
 * @param rowSecurity Row-level security of PostgreSQL, behind the guard.
 * @param sessions How sessions see what they wrote, on whatever node of the application.
 * @param cache Caches in the process and in Redis.
 * @param caches Settings of caches by their names.
 * @param jobs Durable jobs.
 * @param presets Systems as in which requests are resolved; other settings win over theirs.
 */
@ConfigurationProperties("partywall")
public record PartywallProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("tenant_id") String discriminator,
    @DefaultValue("bigint") TenantId.Kind idKind,
    @DefaultValue("main") String hostDatasource,
    @DefaultValue Map<String, Datasource> datasources,
    @DefaultValue List<TenantEntry> tenants,
    @DefaultValue BudgetLimits budget,
    @DefaultValue Guard guard,
    @DefaultValue Transaction transaction,
    @DefaultValue RowSecurity rowSecurity,
    @NestedConfigurationProperty @DefaultValue SessionProperties sessions,
    @NestedConfigurationProperty @DefaultValue CacheProperties cache,
    @DefaultValue Map<String, CacheProperties.Named> caches,
    @NestedConfigurationProperty @DefaultValue JobProperties jobs,
    @DefaultValue List<Preset> presets) {

  /**
   * A named set of pools of one logical database, and how one of them is chosen for a statement.
   *
   * @param write Pools that write; exactly one, unless there may be several writers.
   * @param read Pools that only read, being replicas.
   * @param selector Which of the nodes that may serve is chosen; random if left out.
   * @param selectorBean Name of the NodeSelector bean that chooses instead.
   * @param readsInTransactions Where a transaction reads that may write, until its first write.
   * @param consistency How a session is made to see what it wrote; position if left out, ttl with several writers.
   * @param maxLag How far behind the writer a node may be and still serve reads.
   * @param probeInterval How often a node's state is asked for while nobody waits for it.
   * @param ttl How long a session stays with its writer after a write, where there are no positions.
   * @param noReader What becomes of a read that no reader can serve.
   * @param writeUnderReadIntent What becomes of a write where the intent is to read.
   * @param multiWriter Whether each write node takes writes at any time.
   */
  public record Datasource(
      @DefaultValue List<Pool> write,
      @DefaultValue List<Pool> read,
      @Nullable Selector selector,
      @Nullable String selectorBean,
      @DefaultValue("primary") ReadsInTransactions readsInTransactions,
      @Nullable Consistency consistency,
      @DefaultValue("10s") Duration maxLag,
      @DefaultValue("1s") Duration probeInterval,
      @DefaultValue("3s") Duration ttl,
      @DefaultValue("writer") NoReader noReader,
      @DefaultValue("allow") WriteUnderReadIntent writeUnderReadIntent,
      @DefaultValue("false") boolean multiWriter) {}

  /** Which of the nodes that may serve is chosen. */
  public enum Selector {
    /** Any, by weight. */
    RANDOM,
    /** One after another, by weight. */
    ROUND_ROBIN,
    /** The one with the fewest borrowed connections by weight. */
    LEAST_BUSY
  }

  /**
   * How to reach one physical database.
   *
   * @param name Name in metrics and messages; write-1, read-1 and so on if left out.
   * @param weight How often it is chosen, compared with the others of its set.
   * @param url JDBC URL.
   * @param username User of the database.
   * @param password Password of the user.
   * @param maximumSize Most connections that its pool may hold; the budget can be tighter.
   * @param properties Driver properties.
   * @param owner As whom migrations run, if that is not the user.
   */
  public record Pool(
      @Nullable String name,
      @DefaultValue("1") int weight,
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @Nullable Integer maximumSize,
      @DefaultValue Map<String, String> properties,
      @Nullable Owner owner) {}

  /**
   * Who owns the tables.
   *
   * @param username User of the database.
   * @param password Password of the user.
   */
  public record Owner(@Nullable String username, @Nullable String password) {}

  /**
   * A tenant.
   *
   * @param name Unique name.
   * @param id Value of the discriminator; derived from the name if left out.
   * @param title Name for people to read; the name if left out.
   * @param status Whether the tenant is served.
   * @param isolated Whether the tenant has a datasource set of its own.
   * @param datasource Datasource set that holds the tenant's rows.
   * @param schema Schema of the tenant's own within the set.
   * @param domains Host names that the tenant owns.
   * @param settings The tenant's own settings.
   */
  public record TenantEntry(
      @Nullable String name,
      @Nullable String id,
      @Nullable String title,
      @DefaultValue("active") TenantStatus status,
      @DefaultValue("false") boolean isolated,
      @Nullable String datasource,
      @Nullable String schema,
      @DefaultValue List<String> domains,
      @DefaultValue Map<String, Object> settings) {}

  /**
   * How many connections the process may hold, and how long work waits for one.
   *
   * @param connections Open connections of all pools together.
   * @param connectionsPerServer Open connections to one database server.
   * @param tenantShare Part of a pool, above 0 and at most 1, that one tenant may use while others wait.
   * @param acquireTimeout How long a statement waits for a connection before it fails.
   * @param idleTimeout How long a pool without use stays open.
   */
  public record BudgetLimits(
      @DefaultValue("100") int connections,
      @DefaultValue("80") int connectionsPerServer,
      @DefaultValue("0.5") double tenantShare,
      @DefaultValue("10s") Duration acquireTimeout,
      @DefaultValue("5m") Duration idleTimeout) {}

  /**
   * What the SQL guard lets pass.
   *
   * @param mode What becomes of statements that are not proven to stay inside their tenancy. REPORT keeps no tenants
   *     apart; it is for applications that still have one.
   * @param allowedFunctions User functions that tenants may call although the guard cannot see what they read.
   * @param allowedViews Views that hide the discriminator and that tenants may read nevertheless.
   * @param allowedStatements Statements that run as they are written although they are not proven: the reason for each,
   *     by its fingerprint.
   */
  public record Guard(
      @DefaultValue("enforce") GuardMode mode,
      @DefaultValue Set<String> allowedFunctions,
      @DefaultValue Set<String> allowedViews,
      @DefaultValue Map<String, String> allowedStatements) {}

  /**
   * Row-level security of PostgreSQL, behind the guard.
   *
   * @param enabled Whether policies guard the rows, too.
   * @param apply Whether policies, roles and rights are put right at the start. If not, the start fails if they are
   *     not.
   * @param tenantRole Role under which tenants' work runs.
   * @param hostRole Role under which the host's work and work across tenants runs.
   * @param owner As whom migrations run, unless a pool has an owner of its own.
   */
  public record RowSecurity(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("true") boolean apply,
      @DefaultValue("partywall_tenant") String tenantRole,
      @DefaultValue("partywall_host") String hostRole,
      @Nullable Owner owner) {}

  /**
   * Units of work.
   *
   * @param span How a unit of work that wrote to several databases commits.
   */
  public record Transaction(@DefaultValue("refuse") Span span) {}
}
