package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.TenantMismatchException;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where parameters go, and what may stand for a tenant. */
interface ParameterContract extends PlacedDoor {

  /** Sets the parameter of a statement. */
  @FunctionalInterface
  interface Setter {
    void set(PreparedStatement statement, int parameter) throws SQLException;
  }

  /**
   * Stores a value by a statement in which the tenant stands before, between and after the caller's parameters, and
   * reads it.
   */
  private static String stored(Connection connection, String column, Setter setter) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into sample (id, " + column + ") select ?, ? where exists (select 1 from customer where id = ?)")) {
      insert.setInt(3, 1);
      setter.set(insert, 2);
      insert.setLong(1, 7);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    String value = Sql.string(connection, "select " + column + "::text from sample where id = ?", 7);
    assertThat(Sql.update(connection, "delete from sample where id = ?", 7)).isEqualTo(1);
    return value;
  }

  private void store(String column, String expected, Setter... setters) throws SQLException {
    in(
        acme(),
        c -> {
          for (Setter setter : setters) {
            assertThat(stored(c, column, setter)).isEqualTo(expected);
          }
          return null;
        });
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  default void numbersAreSetInTheirPlaces() throws SQLException {
    store("b", "true", (s, i) -> s.setBoolean(i, true), (s, i) -> s.setObject(i, true));
    store("i2", "3", (s, i) -> s.setByte(i, (byte) 3), (s, i) -> s.setShort(i, (short) 3));
    store(
        "i4",
        "4",
        (s, i) -> s.setInt(i, 4),
        (s, i) -> s.setObject(i, 4),
        (s, i) -> s.setObject(i, "4", Types.INTEGER),
        (s, i) -> s.setObject(i, 4, JDBCType.INTEGER));
    store("i8", "5", (s, i) -> s.setLong(i, 5));
    store("f4", "1.5", (s, i) -> s.setFloat(i, 1.5f));
    store("f8", "2.5", (s, i) -> s.setDouble(i, 2.5));
    store(
        "n",
        "1.50",
        (s, i) -> s.setBigDecimal(i, new BigDecimal("1.50")),
        (s, i) -> s.setObject(i, new BigDecimal("1.50"), Types.NUMERIC, 2),
        (s, i) -> s.setObject(i, new BigDecimal("1.50"), JDBCType.NUMERIC, 2));
  }

  @Test
  default void textsAndBytesAreSetInTheirPlaces() throws SQLException {
    store(
        "t",
        "text ?",
        (s, i) -> s.setString(i, "text ?"),
        (s, i) -> s.setObject(i, "text ?", Types.VARCHAR),
        (s, i) -> s.setCharacterStream(i, new StringReader("text ?")),
        (s, i) -> s.setCharacterStream(i, new StringReader("text ?"), 6),
        (s, i) -> s.setAsciiStream(i, bytes("text ?"), 6));
    store(
        "bytes",
        "\\x0102",
        (s, i) -> s.setBytes(i, new byte[] {1, 2}),
        (s, i) -> s.setBinaryStream(i, new ByteArrayInputStream(new byte[] {1, 2})),
        (s, i) -> s.setBinaryStream(i, new ByteArrayInputStream(new byte[] {1, 2}), 2),
        (s, i) -> s.setBinaryStream(i, new ByteArrayInputStream(new byte[] {1, 2}), 2L));
  }

  @Test
  default void timesAreSetInTheirPlaces() throws SQLException {
    Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    store(
        "d",
        "2026-02-03",
        (s, i) -> s.setDate(i, Date.valueOf("2026-02-03")),
        (s, i) -> s.setDate(i, Date.valueOf("2026-02-03"), Calendar.getInstance()),
        (s, i) -> s.setObject(i, LocalDate.of(2026, 2, 3)));
    store(
        "tm",
        "04:05:06",
        (s, i) -> s.setTime(i, Time.valueOf("04:05:06")),
        (s, i) -> s.setTime(i, Time.valueOf("04:05:06"), Calendar.getInstance()));
    store(
        "ts",
        "2026-02-03 04:05:06",
        (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2026-02-03 04:05:06")),
        (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2026-02-03 04:05:06"), Calendar.getInstance()));
    in(
        acme(),
        c -> {
          OffsetDateTime instant = OffsetDateTime.of(2026, 2, 3, 4, 5, 6, 0, ZoneOffset.UTC);
          String asObject = stored(c, "tz", (s, i) -> s.setObject(i, instant));
          Timestamp timestamp = Timestamp.from(instant.toInstant());
          assertThat(stored(c, "tz", (s, i) -> s.setTimestamp(i, timestamp, utc))).isEqualTo(asObject);
          return null;
        });
  }

  @Test
  default void otherTypesAreSetInTheirPlaces() throws SQLException {
    UUID uuid = UUID.fromString("0e37df36-f698-11e6-8dd4-cb9ced3df976");
    store("u", uuid.toString(), (s, i) -> s.setObject(i, uuid));
    store("j", "{\"a\": 1}", (s, i) -> s.setObject(i, "{\"a\": 1}", Types.OTHER));
    store("tags", "{a,b}", (s, i) -> s.setObject(i, new String[] {"a", "b"}));
    in(
        acme(),
        c -> {
          Array tags = c.createArrayOf("text", new Object[] {"a", "b"});
          assertThat(stored(c, "tags", (s, i) -> s.setArray(i, tags))).isEqualTo("{a,b}");
          assertThat(stored(c, "tags", (s, i) -> s.setObject(i, tags))).isEqualTo("{a,b}");
          SQLXML xml = c.createSQLXML();
          xml.setString("<a/>");
          assertThat(stored(c, "x", (s, i) -> s.setSQLXML(i, xml))).isEqualTo("<a/>");
          assertThat(
                  Sql.strings(
                      c, "select name from customer where id = any (?)", c.createArrayOf("bigint", new Object[] {1L})))
              .containsExactly("acme 1");
          return null;
        });
  }

  @Test
  default void nullsAreSetInTheirPlaces() throws SQLException {
    store(
        "t",
        null,
        (s, i) -> s.setNull(i, Types.VARCHAR),
        (s, i) -> s.setNull(i, Types.VARCHAR, "text"),
        (s, i) -> s.setObject(i, null),
        (s, i) -> s.setObject(i, null, Types.VARCHAR),
        (s, i) -> s.setString(i, null));
  }

  @Test
  default void whatTheDriverLacksIsRefusedByTheDriver() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement("select name from customer where name = ?")) {
            assertThatThrownBy(() -> s.setNString(1, "x")).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> s.setURL(1, URI.create("http://example.org").toURL()))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> s.setRef(1, null)).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> s.setRowId(1, null)).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> s.setNCharacterStream(1, new StringReader("x")))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
          }
          return null;
        });
  }

  @Test
  default void largeObjectsAreRefusedToTenants() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement("select i8 from sample where i8 = ?")) {
            assertThatThrownBy(() -> s.setBlob(1, bytes("x")))
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessageContaining("bytea");
            assertThatThrownBy(() -> s.setClob(1, new StringReader("x")))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> s.setObject(1, bytes("x"), Types.BLOB))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(c::createBlob).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(c::createClob).isInstanceOf(SQLFeatureNotSupportedException.class);
            s.setBlob(1, (java.sql.Blob) null);
            s.setNull(1, Types.BIGINT);
            assertThat(s.executeQuery().next()).isFalse();
          }
          try (PreparedStatement s = c.prepareStatement("select id from customer")) {
            ResultSet rows = s.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThatThrownBy(() -> rows.getBlob(1)).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> rows.getClob("id")).isInstanceOf(SQLFeatureNotSupportedException.class);
            assertThatThrownBy(() -> rows.getObject(1, java.sql.Blob.class))
                .isInstanceOf(SQLFeatureNotSupportedException.class);
          }
          return null;
        });
  }

  @Test
  default void clearingParametersKeepsTheTenant() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement("select name from customer where id = ? order by name")) {
            s.setInt(1, 1);
            s.clearParameters();
            assertThatThrownBy(s::executeQuery).isInstanceOf(SQLException.class);
            s.setInt(1, 2);
            assertThat(Sql.strings(s.executeQuery())).containsExactly("acme 2");
          }
          return null;
        });
  }

  @Test
  default void parametersAreDescribedAsTheCallerNumbersThem() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement("select name, id from customer where name = ? and id = ?")) {
            ParameterMetaData parameters = s.getParameterMetaData();
            assertThat(parameters.getParameterCount()).isEqualTo(2);
            assertThat(parameters.getParameterTypeName(1)).isEqualTo("text");
            assertThat(parameters.getParameterTypeName(2)).isEqualTo("int8");
            assertThat(parameters.getParameterClassName(2)).isEqualTo("java.lang.Long");
            assertThat(parameters.getParameterMode(1)).isEqualTo(ParameterMetaData.parameterModeIn);
            assertThatThrownBy(() -> parameters.getParameterType(3)).isInstanceOf(SQLException.class);
            assertThat(s.getMetaData().getColumnCount()).isEqualTo(2);
            assertThat(s.getMetaData().getColumnName(1)).isEqualTo("name");
          }
          return null;
        });
  }

  @Test
  default void aParameterThatIsNotThereIsNamed() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement("select name from customer where id = ?")) {
            for (int wrong : new int[] {0, -1, 2}) {
              assertThatThrownBy(() -> s.setLong(wrong, 1))
                  .isInstanceOf(SQLException.class)
                  .hasMessageContaining("no parameter " + wrong)
                  .hasMessageContaining("has 1");
            }
          }
          return null;
        });
  }

  String INSERT = "insert into customer (id, tenant_id, name) values (?, ?, ?)";

  private void insertAs(Setter tenant) throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement(INSERT)) {
            s.setInt(1, 40);
            tenant.set(s, 2);
            s.setString(3, "given");
            assertThat(s.executeUpdate()).isEqualTo(1);
          }
          assertThat(stored(acme(), 40)).isEqualTo("given");
          return Sql.update(c, "delete from customer where id = 40");
        });
  }

  @Test
  default void theTenantItselfMayBeGivenInWhateverForm() throws SQLException {
    List<Setter> forms =
        List.of(
            (s, i) -> s.setLong(i, 1),
            (s, i) -> s.setInt(i, 1),
            (s, i) -> s.setShort(i, (short) 1),
            (s, i) -> s.setString(i, "1"),
            (s, i) -> s.setBigDecimal(i, new BigDecimal("1.0")),
            (s, i) -> s.setObject(i, BigInteger.ONE),
            (s, i) -> s.setObject(i, 1L, Types.BIGINT),
            (s, i) -> s.setObject(i, "1", JDBCType.BIGINT));
    for (Setter form : forms) {
      insertAs(form);
    }
  }

  @Test
  default void nullForTheDiscriminatorIsFilledWithTheTenant() throws SQLException {
    insertAs((s, i) -> s.setNull(i, Types.BIGINT));
    insertAs((s, i) -> s.setObject(i, null));
    insertAs((s, i) -> s.setString(i, null));
  }

  @Test
  default void anotherTenantIsRefusedInWhateverForm() throws SQLException {
    List<Setter> forms =
        List.of(
            (s, i) -> s.setLong(i, 2),
            (s, i) -> s.setInt(i, 2),
            (s, i) -> s.setString(i, "2"),
            (s, i) -> s.setString(i, "1; 2"),
            (s, i) -> s.setBigDecimal(i, new BigDecimal("1.5")),
            (s, i) -> s.setBytes(i, new byte[] {1}),
            (s, i) -> s.setBoolean(i, true),
            (s, i) -> s.setObject(i, UUID.randomUUID()));
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement(INSERT)) {
            for (Setter form : forms) {
              assertThatThrownBy(() -> form.set(s, 2))
                  .isInstanceOfSatisfying(
                      TenantMismatchException.class,
                      e -> {
                        assertThat(e.current()).contains(acme());
                        assertThat(e.where()).contains("customer").contains("tenant_id");
                      });
            }
          }
          return null;
        });
  }

  @Test
  default void aDiscriminatorThatIsNotSetIsNoTenant() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement(INSERT)) {
            s.setInt(1, 40);
            s.setString(3, "unset");
            assertThatThrownBy(s::executeUpdate).isInstanceOf(SQLException.class);
          }
          return null;
        });
    assertThat(stored(acme(), 40)).isEqualTo("none");
  }

  @Test
  default void oneForeignRowOfABatchIsRefusedBeforeAnyRuns() throws SQLException {
    in(
        acme(),
        c -> {
          try (PreparedStatement s = c.prepareStatement(INSERT)) {
            s.setInt(1, 50);
            s.setLong(2, 1);
            s.setString(3, "own");
            s.addBatch();
            s.setInt(1, 51);
            assertThatThrownBy(() -> s.setLong(2, 2)).isInstanceOf(TenantMismatchException.class);
          }
          return null;
        });
    assertThat(stored(acme(), 50)).isEqualTo("none");
  }

  @Test
  default void aLiteralForTheDiscriminatorMustBeTheTenant() throws SQLException {
    in(acme(), c -> Sql.update(c, "insert into customer (tenant_id, id, name) values (1, 60, 'own')"));
    assertThat(stored(acme(), 60)).isEqualTo("own");
    in(
        acme(),
        c -> {
          assertThatThrownBy(() -> Sql.update(c, "insert into customer (tenant_id, id, name) values (2, 61, 'x')"))
              .isInstanceOf(TenantMismatchException.class);
          return null;
        });
    assertThat(stored(globex(), 61)).isEqualTo("none");
  }
}
