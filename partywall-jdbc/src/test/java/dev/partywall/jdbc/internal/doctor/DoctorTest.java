package dev.partywall.jdbc.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.Finding.Severity;
import dev.partywall.jdbc.oracle.Server;
import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each finding on a schema that has it, and the same schema after its DDL ran. The application's role is {@code app}.
 */
@PartywallDatabases("sick")
class DoctorTest {

  private static final String HEALTHY =
      withKnownOptions(
          """
      CREATE TABLE country (code text PRIMARY KEY, name text UNIQUE);
      CREATE TABLE customers (
        tenant_id bigint NOT NULL, id uuid DEFAULT gen_random_uuid(), name text, country text REFERENCES country,
        changed timestamptz, PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, name));
      CREATE TABLE orders (
        tenant_id bigint NOT NULL, id uuid DEFAULT gen_random_uuid(), customer_id uuid,
        PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, customer_id) REFERENCES customers);
      CREATE TABLE events (tenant_id bigint NOT NULL, id uuid, at date, PRIMARY KEY (tenant_id, id, at))
        PARTITION BY RANGE (at);
      CREATE TABLE events_1 PARTITION OF events DEFAULT;
      CREATE VIEW named WITH (security_invoker = true) AS SELECT tenant_id, name FROM customers;
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN IF TG_OP = ''UPDATE'' THEN NEW.changed := now(); END IF; RETURN NEW; END';
      CREATE TRIGGER touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';
      """);

  private static String withKnownOptions(String schema) {
    return Server.VERSION < 15 ? schema.replace(" WITH (security_invoker = true)", "") : schema;
  }

  @BeforeEach
  void create(@Database("sick") TestDatabase database) {
    database.execute(
        """
        DROP SCHEMA IF EXISTS public CASCADE; DROP SCHEMA IF EXISTS "odd one" CASCADE; CREATE SCHEMA public;
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'doctor_app') THEN
            CREATE ROLE doctor_app LOGIN;
          END IF;
        END $$;
        ALTER ROLE doctor_app NOSUPERUSER NOBYPASSRLS;
        GRANT ALL ON SCHEMA public TO doctor_app;
        """);
  }

  private static List<Finding> examine(TestDatabase database) throws SQLException {
    return examine(database, "doctor_app");
  }

  private static List<Finding> examine(TestDatabase database, String role) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE " + role);
      return new Doctor("tenant_id")
          .examine(connection, DatasourceName.MAIN).stream().filter(DoctorTest::isCurable).toList();
    }
  }

  /** Before version 15 a view cannot be made to read with its reader's rights. */
  private static boolean isCurable(Finding finding) {
    return Server.VERSION >= 15 || !finding.object().equals("public.named");
  }

  private static void repair(TestDatabase database, Finding finding) {
    finding.ddl().forEach(database::execute);
  }

  @Test
  void aHealthySchemaHasNoFindings(@Database("sick") TestDatabase database) throws SQLException {
    database.execute(HEALTHY);
    assertThat(examine(database)).isEmpty();
  }

  @Test
  void anEmptyDatabaseHasNoFindings(@Database("sick") TestDatabase database) throws SQLException {
    assertThat(examine(database)).isEmpty();
  }

  /** The columns: code, severity, object, and what makes a healthy schema sick. */
  static Stream<Arguments> sicknesses() {
    return Server.table(
        """
        child-without-discriminator | ERROR | public.notes | ALTER TABLE customers ADD UNIQUE (id); CREATE TABLE notes (id int, customer_id uuid NOT NULL REFERENCES customers (id), text text)
        child-without-discriminator | ERROR | public."odd ""child" | CREATE TABLE "odd ""child" (t bigint, "c d" uuid, FOREIGN KEY (t, "c d") REFERENCES customers)
        likely-child-without-discriminator | WARNING | public.notes | ALTER TABLE customers ADD UNIQUE (id); CREATE TABLE notes (id int, customer_id uuid)
        key-without-discriminator | WARNING | public.customers.u | ALTER TABLE customers ADD CONSTRAINT u UNIQUE (id)
        [15-] key-without-discriminator | WARNING | public.customers.u | ALTER TABLE customers ADD CONSTRAINT u UNIQUE (id); ALTER TABLE orders ADD CONSTRAINT "o u" FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL DEFERRABLE
        key-without-discriminator | WARNING | public.customers.u | CREATE UNIQUE INDEX u ON customers (lower(name) DESC) INCLUDE (country) WHERE name <> ''
        [15-] key-without-discriminator | WARNING | public.customers.u | ALTER TABLE customers ADD CONSTRAINT u UNIQUE NULLS NOT DISTINCT (name, country) DEFERRABLE INITIALLY DEFERRED
        key-without-discriminator | WARNING | public.events.u | ALTER TABLE events ADD CONSTRAINT u UNIQUE (at)
        key-without-discriminator | WARNING | public.events.u | CREATE UNIQUE INDEX u ON events (at)
        key-without-discriminator | WARNING | public.rooms.u | CREATE TABLE rooms (tenant_id bigint NOT NULL, during tstzrange, CONSTRAINT u EXCLUDE USING gist (during WITH &&)); CREATE INDEX ON rooms (tenant_id)
        key-without-discriminator | WARNING | public.items.items_pkey | CREATE TABLE items (id uuid PRIMARY KEY, tenant_id bigint NOT NULL); CREATE INDEX ON items (tenant_id)
        key-without-discriminator | WARNING | public.items.items_pkey | CREATE TABLE items (id uuid PRIMARY KEY, tenant_id bigint NOT NULL, parent uuid REFERENCES items ON DELETE CASCADE); CREATE INDEX ON items (tenant_id)
        key-without-discriminator | WARNING | "odd one"."it's".u | CREATE SCHEMA "odd one"; CREATE TABLE "odd one"."it's" (tenant_id bigint NOT NULL, "a b" int CONSTRAINT u UNIQUE); CREATE INDEX ON "odd one"."it's" (tenant_id); GRANT USAGE ON SCHEMA "odd one" TO doctor_app
        [15-] key-without-discriminator | WARNING | public.mixed.u | CREATE TABLE mixed (tenant_id bigint, name text CONSTRAINT u UNIQUE); CREATE INDEX ON mixed (tenant_id)
        foreign-key-without-discriminator | WARNING | public.orders.f | ALTER TABLE customers ADD UNIQUE (id); ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers (id)
        [15-] foreign-key-without-discriminator | WARNING | public.orders.f | ALTER TABLE customers ADD UNIQUE (name); ALTER TABLE orders ADD COLUMN c text, ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES customers (name) MATCH FULL ON UPDATE CASCADE ON DELETE SET DEFAULT INITIALLY DEFERRED NOT VALID
        foreign-key-without-discriminator | WARNING | public.customers.f | ALTER TABLE customers ADD UNIQUE (id), ADD boss uuid, ADD CONSTRAINT f FOREIGN KEY (boss) REFERENCES customers (id)
        index-missing | WARNING | public.loose | CREATE TABLE loose (tenant_id bigint NOT NULL, a int); CREATE INDEX ON loose (a, tenant_id); CREATE INDEX ON loose (tenant_id) WHERE a > 1
        index-missing | WARNING | public.parted | CREATE TABLE parted (tenant_id bigint NOT NULL, a int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parted DEFAULT
        discriminator-nullable | INFO | public.mixed | CREATE TABLE mixed (tenant_id bigint); CREATE INDEX ON mixed (tenant_id)
        discriminator-type | WARNING | public.texts | CREATE TABLE texts (tenant_id text NOT NULL, id int, PRIMARY KEY (tenant_id, id)); INSERT INTO texts VALUES ('1', 1)
        discriminator-type | WARNING | public.ints | CREATE TABLE ints (tenant_id int NOT NULL, id int, PRIMARY KEY (tenant_id, id))
        [15-] definer-view | INFO | public.all_names | CREATE VIEW all_names AS SELECT name FROM customers
        [15-] definer-view | INFO | public.over | CREATE VIEW over AS SELECT name FROM named
        [15-] definer-view | WARNING | public.all_names | ALTER TABLE customers ENABLE ROW LEVEL SECURITY; CREATE VIEW all_names AS SELECT name FROM customers
        definer-function | WARNING | public.names() | CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT name FROM customers'
        definer-function | WARNING | public.names() | CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC SELECT name FROM named UNION SELECT name FROM customers; END
        definer-function | WARNING | public.purge(integer) | CREATE PROCEDURE purge(n int) LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN DELETE FROM public.orders; END'
        definer-function | INFO | public.run(text) | CREATE FUNCTION run(t text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN EXECUTE t; END'
        trigger | WARNING | public.orders.g | CREATE TABLE log (n int); CREATE FUNCTION logs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (1); RETURN NEW; END'; CREATE TRIGGER g AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION logs()
        trigger | WARNING | public.orders.g | CREATE FUNCTION calls() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.id := doubled (1); RETURN NEW; END'; CREATE TRIGGER g BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION calls()
        trigger | WARNING | public.events.g | CREATE FUNCTION reads() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF EXISTS (TABLE country) THEN RETURN NULL; END IF; RETURN NEW; END'; CREATE TRIGGER g BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION reads()
        rule | WARNING | public.orders.r | CREATE RULE r AS ON DELETE TO orders DO ALSO DELETE FROM customers
        """);
  }

  @ParameterizedTest
  @MethodSource("sicknesses")
  void aFindingIsGoneAfterItsDdl(
      String code, Severity severity, String object, String sickness, @Database("sick") TestDatabase database)
      throws SQLException {
    database.execute(HEALTHY + sickness);
    List<Finding> found = of(code, object, examine(database));
    assertThat(found).as("all: %s", examine(database)).hasSize(1);
    assertThat(found.getFirst().severity()).isEqualTo(severity);
    assertThat(found.getFirst().ddl()).isNotEmpty();
    repair(database, found.getFirst());
    assertThat(of(code, object, examine(database))).isEmpty();
  }

  private static List<Finding> of(String code, String object, List<Finding> findings) {
    return findings.stream().filter(f -> f.code().equals(code) && f.object().equals(object)).toList();
  }

  static Stream<Arguments> incurable() {
    return Server.table(
        """
        [-14] key-without-discriminator | WARNING | public.customers.u | ALTER TABLE customers ADD CONSTRAINT u UNIQUE (id); ALTER TABLE orders ADD CONSTRAINT "o u" FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL DEFERRABLE
        [-14] key-without-discriminator | WARNING | public.mixed.u | CREATE TABLE mixed (tenant_id bigint, name text CONSTRAINT u UNIQUE); CREATE INDEX ON mixed (tenant_id)
        [-14] foreign-key-without-discriminator | WARNING | public.orders.f | ALTER TABLE customers ADD UNIQUE (name); ALTER TABLE orders ADD COLUMN c text, ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES customers (name) MATCH FULL ON UPDATE CASCADE ON DELETE SET DEFAULT INITIALLY DEFERRED NOT VALID
        [-14] definer-view | INFO | public.all_names | CREATE VIEW all_names AS SELECT name FROM customers
        materialized-view | WARNING | public.counts | CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM customers
        materialized-view | INFO | public.counts | CREATE MATERIALIZED VIEW counts AS SELECT tenant_id, count(*) FROM named GROUP BY 1
        function-over-tenant-tables | INFO | public.names() | CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql AS 'SELECT name FROM "customers"'
        shared-sequence | INFO | public.numbered_n_seq | CREATE TABLE numbered (tenant_id bigint NOT NULL, n bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (tenant_id, n))
        shared-sequence | INFO | public.s | CREATE SEQUENCE s; ALTER TABLE customers ADD n bigint DEFAULT nextval('s')
        shared-sequence | INFO | public.orders_seq | CREATE SEQUENCE orders_seq
        key-without-discriminator | INFO | public.mixed.mixed_pkey | CREATE TABLE mixed (id uuid PRIMARY KEY, tenant_id bigint)
        key-without-discriminator | WARNING | public.customers.u | ALTER TABLE customers ADD CONSTRAINT u UNIQUE (id); CREATE TABLE notes (customer_id uuid REFERENCES customers (id))
        likely-child-without-discriminator | WARNING | public.notes | CREATE TABLE notes (id int, customer_id uuid)
        """);
  }

  @ParameterizedTest
  @MethodSource("incurable")
  void whatNoStatementEndsIsToldWithoutDdl(
      String code, Severity severity, String object, String sickness, @Database("sick") TestDatabase database)
      throws SQLException {
    database.execute(HEALTHY + sickness);
    assertThat(of(code, object, examine(database)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.ddl()).isEmpty();
            });
  }

  @Test
  void aSchemaWithManyFindingsIsHealthyAfterAllTheirDdl(@Database("sick") TestDatabase database) throws SQLException {
    database.execute(
        """
        CREATE TABLE customers (id uuid PRIMARY KEY, tenant_id bigint NOT NULL, email text UNIQUE);
        CREATE TABLE orders (id uuid PRIMARY KEY, tenant_id bigint NOT NULL, customer_id uuid REFERENCES customers);
        CREATE TABLE lines (id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES orders ON DELETE CASCADE);
        CREATE TABLE remarks (id uuid PRIMARY KEY, line_id uuid NOT NULL REFERENCES lines);
        INSERT INTO customers VALUES (gen_random_uuid(), 1, 'a'), (gen_random_uuid(), 2, 'b');
        INSERT INTO orders SELECT gen_random_uuid(), tenant_id, id FROM customers;
        INSERT INTO lines SELECT gen_random_uuid(), id FROM orders;
        INSERT INTO remarks SELECT gen_random_uuid(), id FROM lines;
        """);
    for (int rounds = 0; !examine(database).isEmpty(); rounds++) {
      assertThat(rounds).isLessThan(40);
      Finding next = examine(database).stream().filter(f -> !f.ddl().isEmpty()).findFirst().orElseThrow();
      repair(database, next);
    }
  }

  @Test
  void theApplicationsRoleIsLookedAt(@Database("sick") TestDatabase database) throws SQLException {
    database.execute(HEALTHY + "ALTER ROLE doctor_app SUPERUSER");
    assertRole(database, "role-superuser", Severity.INFO);
    database.execute("ALTER ROLE doctor_app BYPASSRLS");
    assertRole(database, "role-bypasses-row-security", Severity.INFO);
    database.execute("ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER ROLE doctor_app BYPASSRLS");
    assertRole(database, "role-bypasses-row-security", Severity.WARNING);
  }

  private static void assertRole(TestDatabase database, String code, Severity severity) throws SQLException {
    List<Finding> found = of(code, "doctor_app", examine(database));
    assertThat(found).singleElement().extracting(Finding::severity).isEqualTo(severity);
    repair(database, found.getFirst());
    assertThat(examine(database)).isEmpty();
  }

  @Test
  void aRoleThatOwnsTablesIsTold(@Database("sick") TestDatabase database) throws SQLException {
    database.execute(HEALTHY + "ALTER TABLE orders OWNER TO doctor_app");
    assertThat(examine(database)).singleElement().extracting(Finding::code).isEqualTo("role-owns-tables");
    database.execute("ALTER TABLE orders ENABLE ROW LEVEL SECURITY");
    List<Finding> found = of("row-security-not-forced", "public.orders", examine(database));
    assertThat(found).hasSize(1);
    repair(database, found.getFirst());
    assertThat(examine(database)).singleElement().extracting(Finding::code).isEqualTo("role-owns-tables");
  }

  @Test
  void theDiscriminatorCanHaveAnotherName(@Database("sick") TestDatabase database) throws SQLException {
    database.execute("CREATE TABLE a (\"Whose\" bigint NOT NULL, id int PRIMARY KEY)");
    try (Connection connection = database.dataSource().getConnection()) {
      connection.createStatement().execute("SET ROLE doctor_app");
      List<Finding> found = new Doctor("Whose").examine(connection, DatasourceName.MAIN);
      assertThat(found)
          .extracting(Finding::code)
          .containsExactlyInAnyOrder("key-without-discriminator", "index-missing");
      assertThat(found).allSatisfy(f -> assertThat(f.ddl().toString()).contains("\"Whose\""));
    }
  }

  @Test
  void theWorstComesFirst(@Database("sick") TestDatabase database) throws SQLException {
    database.execute(
        HEALTHY
            + "CREATE TABLE mixed (tenant_id bigint);"
            + "CREATE TABLE notes (t bigint, c uuid, FOREIGN KEY (t, c) REFERENCES customers)");
    assertThat(examine(database))
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR, Severity.WARNING, Severity.INFO);
  }
}
