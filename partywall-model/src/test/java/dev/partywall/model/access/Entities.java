package dev.partywall.model.access;

import dev.partywall.model.Column;
import dev.partywall.model.Converter;
import dev.partywall.model.Created;
import dev.partywall.model.Id;
import dev.partywall.model.Ignored;
import dev.partywall.model.KeySource;
import dev.partywall.model.SoftDelete;
import dev.partywall.model.Table;
import dev.partywall.model.Updated;
import dev.partywall.model.Version;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Entities of all kinds. */
final class Entities {

  private Entities() {}

  enum State {
    DRAFT,
    OPEN,
    SOLD
  }

  record Product(
      @Id Long id,
      String name,
      State state,
      BigDecimal price,
      int stock,
      String details,
      @Version Long version,
      @Created Instant createdAt,
      @Updated Instant updatedAt) {

    static Product of(String name) {
      return new Product(null, name, State.OPEN, new BigDecimal("9.50"), 3, null, null, null, null);
    }

    static Product of(String name, int stock) {
      return new Product(null, name, State.OPEN, new BigDecimal("9.50"), stock, null, null, null, null);
    }

    Product named(String other) {
      return new Product(id, other, state, price, stock, details, version, createdAt, updatedAt);
    }
  }

  @Table("product")
  record OwnedProduct(
      Long tenantId,
      @Id Long id,
      String name,
      State state,
      int stock,
      @Version Long version,
      @Created Instant createdAt,
      @Updated Instant updatedAt) {

    static OwnedProduct of(Long tenant, String name) {
      return new OwnedProduct(tenant, null, name, State.OPEN, 3, null, null, null);
    }
  }

  record LineId(long orderId, int lineNumber) {}

  record OrderLine(@Id int lineNumber, @Id long orderId, int quantity) {}

  @SoftDelete
  record Note(UUID id, String text) {}

  /** Also a superclass's fields, and private ones. */
  abstract static class Changed {
    @Version private int revision;
    @Updated private LocalDateTime changed;

    int revision() {
      return revision;
    }

    LocalDateTime changed() {
      return changed;
    }
  }

  static final class Task extends Changed {
    static final int STATIC = 1;

    @Id(KeySource.IDENTITY)
    private long id;

    private String title;
    boolean done;
    @SoftDelete private boolean deleted;

    @Column(generated = true)
    private String slug;

    @Ignored private String remark = "not stored";
    private transient String cached = "nor this";

    Task() {}

    Task(String title) {
      this.title = title;
    }

    long id() {
      return id;
    }

    String title() {
      return title;
    }

    Task titled(String other) {
      this.title = other;
      return this;
    }

    String slug() {
      return slug;
    }

    boolean deleted() {
      return deleted;
    }

    String unstored() {
      return remark + ", " + cached;
    }
  }

  record Ticket(@Id(value = KeySource.SEQUENCE, sequence = "ticket_numbers") Long number, String subject) {}

  enum Mood {
    HAPPY,
    GRUMPY
  }

  record Email(String address) {}

  static final class EmailConverter implements Converter<Email, String> {
    @Override
    public String toStored(Email email) {
      return email.address();
    }

    @Override
    public Email toProperty(String stored) {
      return new Email(stored);
    }
  }

  record Sample(
      String id,
      Boolean flag,
      Short i2,
      Integer i4,
      Long i8,
      Float f4,
      Double f8,
      BigDecimal n,
      BigInteger big,
      Character letter,
      byte[] bytes,
      LocalDate day,
      LocalTime timeOfDay,
      LocalDateTime local,
      Instant instant,
      OffsetDateTime moment,
      Mood mood,
      State level,
      UUID uuid,
      String json,
      String address,
      Optional<String> maybe,
      String[] tags,
      Long[] numbers,
      @Column(converter = EmailConverter.class) Email email) {

    static Sample empty(String id) {
      return new Sample(
          id,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Optional.empty(),
          null,
          null,
          null);
    }
  }

  /** The key as text, of which the database takes several for one. */
  @Table("note")
  record TextNote(String id, String text) {}

  record Plan(long id, String name) {}

  record Branch(long id, Long parentId, String name) {}

  record Padded(String id, String name) {}

  record Notice(long id, String message) {}
}
