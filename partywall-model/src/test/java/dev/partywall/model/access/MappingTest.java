package dev.partywall.model.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Placement;
import dev.partywall.model.Column;
import dev.partywall.model.Converter;
import dev.partywall.model.Id;
import dev.partywall.model.KeySource;
import dev.partywall.model.MappingException;
import dev.partywall.model.Model;
import dev.partywall.model.SoftDelete;
import dev.partywall.model.Table;
import dev.partywall.model.Updated;
import dev.partywall.model.Version;
import dev.partywall.model.access.Entities.Email;
import dev.partywall.model.access.Entities.LineId;
import dev.partywall.model.access.Entities.Mood;
import dev.partywall.model.access.Entities.OrderLine;
import dev.partywall.model.access.Entities.Product;
import dev.partywall.model.access.Entities.Sample;
import dev.partywall.model.access.Entities.State;
import dev.partywall.test.Database;
import dev.partywall.test.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** What types are mapped, and what is said of those that cannot be. */
class MappingTest extends ModelFixture {

  MappingTest(@Database("main") TestDatabase main, @Database("other") TestDatabase other) {
    super(main, other, Placement.shared(), Placement.shared());
  }

  static final Sample FULL =
      new Sample(
          "full",
          true,
          (short) 2,
          4,
          8L,
          1.5f,
          2.5,
          new BigDecimal("12.340"),
          new BigInteger("123456789012345678901234567890"),
          'x',
          new byte[] {1, 0, -1},
          LocalDate.of(2026, 3, 1),
          LocalTime.of(10, 30, 1, 5_000),
          LocalDateTime.of(2026, 3, 1, 2, 30),
          Instant.parse("2026-03-01T02:30:00.000001Z"),
          OffsetDateTime.of(2026, 3, 1, 2, 30, 0, 0, ZoneOffset.UTC),
          Mood.GRUMPY,
          State.SOLD,
          UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad90"),
          "{\"a\": 1}",
          "10.0.0.1",
          Optional.of("this"),
          new String[] {"a", "b,c", "\"d\""},
          new Long[] {1L, null, 3L},
          new Email("a@example.com"));

  private Model<Sample, String> samples() {
    return models.model(Sample.class, String.class);
  }

  @Test
  void everyTypeComesBackAsItWasStored() {
    Model<Sample, String> samples = samples();
    Sample empty = Sample.empty("empty");
    run(
        acme,
        () -> {
          samples.insertAll(List.of(FULL, empty));
          assertThat(samples.get("full").orElseThrow()).usingRecursiveComparison().isEqualTo(FULL);
          assertThat(samples.get("empty").orElseThrow()).usingRecursiveComparison().isEqualTo(empty);
          samples.update(
              new Sample(
                  "full", null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                  null, null, null, null, null, null, null, null, null));
          assertThat(samples.get("full").orElseThrow()).usingRecursiveComparison().isEqualTo(Sample.empty("full"));
        });
  }

  @Test
  void everyTypeServesInConditionsAndChanges() {
    Model<Sample, String> samples = samples();
    run(
        acme,
        () -> {
          samples.insertAll(List.of(FULL, Sample.empty("empty")));
          Map<String, Object> values =
              Map.ofEntries(
                  Map.entry("flag", true),
                  Map.entry("i2", 2),
                  Map.entry("i4", 4L),
                  Map.entry("i8", 8),
                  Map.entry("f8", 2.5f),
                  Map.entry("n", new BigDecimal("12.34")),
                  Map.entry("letter", 'x'),
                  Map.entry("bytes", FULL.bytes()),
                  Map.entry("day", FULL.day()),
                  Map.entry("timeOfDay", FULL.timeOfDay()),
                  Map.entry("local", FULL.local()),
                  Map.entry("instant", FULL.instant()),
                  Map.entry("moment", FULL.moment()),
                  Map.entry("mood", Mood.GRUMPY),
                  Map.entry("level", "SOLD"),
                  Map.entry("uuid", FULL.uuid().toString()),
                  Map.entry("json", "{\"a\":1}"),
                  Map.entry("address", "10.0.0.1"),
                  Map.entry("maybe", "this"),
                  Map.entry("tags", FULL.tags()),
                  Map.entry("email", FULL.email()));
          values.forEach(
              (property, value) ->
                  assertThat(samples.select(samples.where(property, value)))
                      .as(property)
                      .extracting(Sample::id)
                      .containsExactly("full"));
          assertThat(samples.update("empty", values)).isTrue();
          assertThat(samples.count(samples.where(values))).isEqualTo(2);
          assertThat(samples.select(samples.where("maybe", Optional.of("this")))).hasSize(2);
          assertThat(
                  samples.updateWhere(
                      samples.where("id", "empty"), Map.of("maybe", Optional.empty(), "mood", Mood.HAPPY)))
              .isEqualTo(1);
          assertThat(samples.query("select * from sample where mood = ? and maybe is null", Mood.HAPPY)).hasSize(1);
          assertThat(
                  samples.query(
                      "select * from sample where instant = ? and uuid = ? and day = ?",
                      FULL.instant(),
                      FULL.uuid(),
                      FULL.day()))
              .hasSize(2);
        });
  }

  @Table("product")
  record Misspelt(@Id Long id, String nme, LocalDate price, @Column("state") UUID condition) {}

  @Test
  void allThatDoesNotFitTheTableIsListedAtTheFirstUse() {
    Model<Misspelt, Long> misspelt = models.model(Misspelt.class, Long.class);

    assertThatThrownBy(() -> in(acme, () -> misspelt.get(1L)))
        .isInstanceOfSatisfying(MappingException.class, e -> assertThat(e.problems()).hasSize(3))
        .hasMessageContaining("Misspelt (table product) has 3 mistakes:")
        .hasMessageContaining(
            "property nme: there is no column nme; did you mean name?; there are created_at, details, id, name, price,"
                + " state, stock, tenant_id, updated_at, version. Name the column with @Column, or leave the property"
                + " out with @Ignored")
        .hasMessageContaining("property price: column price is of type numeric, and a LocalDate needs date")
        .hasMessageContaining("property condition: column state is of type text, and a UUID needs uuid");
  }

  record Nothing(String name, Thread thread, @Version String version) {}

  @Table("bad name")
  record BadTable(@Id(KeySource.SEQUENCE) Long id, @Updated String at, @Column("id") Long other) {}

  record Deleted(Long id, @SoftDelete boolean a, @SoftDelete boolean b, @Version @Updated Long both) {}

  static final class Final {
    private final Long id;

    Final(Long id) {
      this.id = id;
    }

    Long id() {
      return id;
    }
  }

  static final class NoName implements Converter<Email, String> {
    NoName(String argument) {}

    @Override
    public String toStored(Email property) {
      return "";
    }

    @Override
    public Email toProperty(String stored) {
      return new Email("");
    }
  }

  record Unconverted(Long id, @Column(converter = NoName.class) Email email) {}

  @Test
  void aClassThatCannotBeAnEntityIsRefusedAtOnce() {
    assertThatThrownBy(() -> models.model(Nothing.class, Long.class))
        .hasMessageContaining("property thread is of type Thread, which is not stored; give it a converter")
        .hasMessageContaining("property version is VERSION and must be a whole number")
        .hasMessageContaining("it has no key: annotate a property @Id, or name it id");
    assertThatThrownBy(() -> models.model(BadTable.class, Long.class))
        .hasMessageContaining("'bad name' is no name of a table")
        .hasMessageContaining("property id comes from a sequence, whose name is missing")
        .hasMessageContaining("property at is UPDATED and must be an Instant, OffsetDateTime or LocalDateTime")
        .hasMessageContaining("properties id and other are both column id");
    assertThatThrownBy(() -> models.model(Deleted.class, Long.class))
        .hasMessageContaining("several properties are DELETED: [a, b]")
        .hasMessageContaining("property both is several things at once");
    assertThatThrownBy(() -> models.model(Final.class, Long.class))
        .hasMessageContaining("needs a constructor without parameters");
    assertThatThrownBy(() -> models.model(Unconverted.class, Long.class))
        .hasMessageContaining("the converter of property email cannot be used");
    assertThatThrownBy(() -> models.model(Runnable.class, Long.class)).hasMessageContaining("an entity is a record");
    assertThatThrownBy(() -> models.model(Product.class, Integer.class))
        .hasMessage("Product (table product): its key id is of type Long, not Integer");
    assertThatThrownBy(() -> models.model(OrderLine.class, Long.class))
        .hasMessageContaining(
            "its key is [int lineNumber, long orderId], so that Long must be a record of exactly these");
    assertThat(models.model(OrderLine.class, LineId.class)).isNotNull();
  }

  @Test
  void aValueThatDoesNotFitItsPropertyIsNamed() {
    Model<Product, Long> products = models.model(Product.class, Long.class);
    run(
        acme,
        () -> {
          products.insert(Product.of("lamp"));
          assertThatThrownBy(() -> products.update(1L, Map.of("stock", "many")))
              .isInstanceOf(MappingException.class)
              .hasMessage("property stock: it takes a Integer, and many was given, a String");
          assertThatThrownBy(() -> products.update(1L, Map.of("stok", 1)))
              .hasMessageContaining("there is no property stok")
              .hasMessageContaining("did you mean stock?");
          assertThatThrownBy(() -> products.update(1L, Map.of("id", 2L))).hasMessageContaining("the key, which stays");
          assertThatThrownBy(() -> products.update(1L, Map.of())).hasMessageContaining("no change is given for 1");
          assertThatThrownBy(() -> products.where("stock", 5.5)).hasMessageContaining("5.5 was given, a Double");
          assertThatThrownBy(() -> products.field("stock", String.class))
              .hasMessageContaining("property stock is of type Integer, not String");
          assertThatThrownBy(() -> products.updateWhere(products.where("id", 1), Map.of("version", 3)))
              .hasMessageContaining("property version cannot be set; put it into the condition");
        });
  }

  @Table("sample")
  record Narrow(String id, int i4) {}

  @Test
  void nullForAPrimitiveIsNamed() {
    Model<Narrow, String> narrow = models.model(Narrow.class, String.class);
    run(acme, () -> samples().insert(Sample.empty("empty")));

    assertThatThrownBy(() -> in(acme, () -> narrow.get("empty")))
        .isInstanceOf(MappingException.class)
        .hasMessage("property i4: column i4 is NULL in a row, and a int cannot be: declare it as Integer");
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(() -> in(acme, () -> samples().insert(Sample.empty(null))))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("its key's property id is missing; set it, or say with @Id where it comes from");
    assertThatThrownBy(() -> in(acme, () -> samples().update(Sample.empty(null))))
        .hasMessageContaining("its key is of type String, and it is missing");
  }

  @Test
  void withoutATenancyNothingRuns() {
    assertThatThrownBy(() -> samples().get("x")).isInstanceOf(NoTenancyException.class);
  }

  @Table("changing")
  record Changing(Long id, String name) {}

  @Test
  void aChangeOfTheTableIsSeenAfterTheStatementThatItBreaks() throws SQLException {
    raw(acme, "create table changing (tenant_id bigint not null, id bigint not null, name text)");
    Model<Changing, Long> changing = models.model(Changing.class, Long.class);
    run(acme, () -> changing.insert(new Changing(1L, "one")));
    raw(acme, "alter table changing rename column name to title");

    assertThatThrownBy(() -> in(acme, () -> changing.get(1L))).isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> in(acme, () -> changing.get(1L)))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("property name: there is no column name");
    raw(acme, "alter table changing rename column title to name");
    assertThat(in(acme, () -> changing.get(1L))).contains(new Changing(1L, "one"));
  }
}
