package dev.partywall.model.access;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.model.Caching;
import dev.partywall.model.Failures;
import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.internal.cache.RowCache;
import dev.partywall.model.internal.mapping.EntityType;
import dev.partywall.model.internal.mapping.Keys;
import dev.partywall.model.internal.table.Connections;
import dev.partywall.model.internal.table.OwnErrors;
import dev.partywall.model.internal.table.Projections;
import dev.partywall.model.internal.table.Rows;
import dev.partywall.model.internal.table.Stamps;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes models over the door.
 *
 * <p>Statements run in the transaction that is open: the one that the application's data source or connection provider
 * gives a connection of, or {@link #transaction}. Safe for use by several threads; make one for the application.
 */
public final class Models {

  private final Connections connections;
  private final DSLContext jooq;
  private final Stamps stamps;
  private final String discriminator;
  private final @Nullable LayeredCaches caches;
  private final Map<Class<?>, Projections<?>> projections = new ConcurrentHashMap<>();

  private Models(Builder builder, ConnectionProvider provider) {
    this.connections = new Connections(provider, builder.failures);
    Configuration given =
        builder.jooq == null
            ? new DefaultConfiguration().set(SQLDialect.POSTGRES).set(new Settings().withInListPadding(true))
            : builder.jooq.configuration();
    Configuration own = given.derive(connections);
    this.jooq = DSL.using(own.deriveAppending(new OwnErrors(builder.failures)));
    this.stamps = new Stamps(builder.clock);
    this.discriminator = builder.discriminator;
    this.caches = builder.caches;
  }

  /** Models whose connections come from a data source: the door, or a proxy that knows of transactions over it. */
  public static Models over(DataSource door) {
    return builder(door).build();
  }

  /** Models whose connections and settings are those of the application's jOOQ. */
  public static Models over(DSLContext jooq) {
    return builder(jooq).build();
  }

  /** As {@link #over(DataSource)}, with settings. */
  public static Builder builder(DataSource door) {
    return builder(new DataSourceConnectionProvider(door));
  }

  /** Models whose connections come from a provider, which may give the one of an open transaction. */
  public static Builder builder(ConnectionProvider connections) {
    return new Builder(connections, null);
  }

  /** As {@link #over(DSLContext)}, with settings. */
  public static Builder builder(DSLContext jooq) {
    if (jooq.family() != SQLDialect.POSTGRES) {
      throw new IllegalArgumentException("Models need PostgreSQL, and jOOQ is set to " + jooq.dialect());
    }
    return new Builder(jooq.configuration().connectionProvider(), jooq);
  }

  /** What models are made with. */
  public static final class Builder {

    private final ConnectionProvider provider;
    private final @Nullable DSLContext jooq;
    private Clock clock = Clock.systemUTC();
    private String discriminator = "tenant_id";
    private Failures failures = Failures.OF_JOOQ;
    private @Nullable LayeredCaches caches;

    private Builder(ConnectionProvider provider, @Nullable DSLContext jooq) {
      this.provider = provider;
      this.jooq = jooq;
    }

    /** Says the time of inserts and updates; the system's clock by default. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** What errors of the database become; jOOQ's exceptions by default. */
    public Builder failures(Failures failures) {
      this.failures = failures;
      return this;
    }

    /** The discriminator's column, {@code tenant_id} by default: what an entity leaves empty in it the door fills. */
    public Builder discriminator(String column) {
      this.discriminator = column;
      return this;
    }

    /**
     * Where models keep copies that are to. The door must tell them of changes: {@code door.listen(caches)} and {@code
     * caches.use(door.sessions())}.
     */
    public Builder caches(LayeredCaches caches) {
      this.caches = caches;
      return this;
    }

    /** The models. */
    public Models build() {
      return new Models(this, provider);
    }
  }

  /**
   * The model of an entity.
   *
   * @param entity a record, or a class with a constructor without parameters
   * @param key the class of its key
   * @throws MappingException if the class cannot be an entity; whether it fits its table is seen at the first use
   */
  public <T, I> Model<T, I> model(Class<T> entity, Class<I> key) {
    return model(entity, key, Caching.NONE);
  }

  /**
   * The model of an entity, some of which is kept in the caches {@code model-<table>} and {@code
   * model-<table>-queries}.
   *
   * @param caching what is kept
   * @throws MappingException if the class cannot be an entity; whether it fits its table is seen at the first use
   * @throws IllegalStateException if there are no caches
   */
  public <T, I> Model<T, I> model(Class<T> entity, Class<I> key, Caching caching) {
    LayeredCaches layers = caches;
    if (caching != Caching.NONE && layers == null) {
      throw new IllegalStateException(
          "The model of "
              + entity.getName()
              + " is to keep copies, and there are no caches: see Models.Builder.caches");
    }
    EntityType<T> type = EntityType.of(entity);
    Rows<T, I> rows = new Rows<>(type, Keys.of(type, key), type.table(), discriminator, connections, stamps);
    return new TableModels<>(
            jooq,
            stamps,
            rows,
            table ->
                caching == Caching.NONE || layers == null
                    ? null
                    : new RowCache<>(table, layers, caching == Caching.ENTITIES_AND_QUERIES))
        .model();
  }

  /**
   * The rows of a query in plain SQL, as records or beans by the names of the columns, or as values of the only column.
   *
   * @param type a record, a class with a constructor without parameters, or a class that a column holds
   * @param sql with a {@code ?} for each argument
   */
  public <R> List<R> query(Class<R> type, String sql, @Nullable Object... arguments) {
    return projections(type).query(connections, sql, arguments);
  }

  /**
   * The only row of a query in plain SQL; empty if there is none.
   *
   * @throws dev.partywall.model.TooManyRowsException if there are several
   */
  public <R> Optional<R> queryOne(Class<R> type, String sql, @Nullable Object... arguments) {
    return Single.of(query(type, sql, arguments), sql);
  }

  @SuppressWarnings("unchecked") // by the class itself
  private <R> Projections<R> projections(Class<R> type) {
    return (Projections<R>) projections.computeIfAbsent(type, Projections::of);
  }

  /** jOOQ, over the same connections and transactions. */
  public DSLContext builder() {
    return jooq;
  }

  /**
   * Runs a block as one transaction: all that models of this object and their {@code builder()} do in it is stored
   * together, or not at all when the block throws. Within a transaction that is open already it is a part of that one,
   * which is stored only if no part failed, also where the failure was caught.
   */
  public <R extends @Nullable Object, X extends Throwable> R transaction(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    return connections.transaction(block);
  }
}
