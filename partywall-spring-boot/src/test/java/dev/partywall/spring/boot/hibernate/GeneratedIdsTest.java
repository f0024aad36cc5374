package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Ids that Hibernate takes from a sequence in blocks: each tenant has blocks of its own, from its own database. */
class GeneratedIdsTest extends LibraryTest {

  private long ticket(String tenant) {
    return library.call(
        tenant,
        session -> {
          Ticket ticket = new Ticket("of " + tenant);
          session.persist(ticket);
          return ticket.id;
        });
  }

  @Test
  void a_block_of_ids_is_used_in_the_database_that_gave_it() {
    library.isolated().sql("select setval('ticket_seq', 1000001)").query().singleValue();
    long[] ofInitech = LongStream.range(0, 60).map(_ -> ticket("initech")).toArray();
    long[] ofAcme = LongStream.range(0, 60).map(_ -> ticket("acme")).toArray();
    long[] ofGlobex = LongStream.range(0, 60).map(_ -> ticket("globex")).toArray();
    assertThat(ofInitech)
        .doesNotHaveDuplicates()
        .satisfies(ids -> assertThat(LongStream.of(ids)).allMatch(id -> id > 1_000_000));
    assertThat(ofAcme)
        .doesNotHaveDuplicates()
        .satisfies(ids -> assertThat(LongStream.of(ids)).allMatch(id -> id < 1_000_000));
    assertThat(ofGlobex).doesNotHaveDuplicates().doesNotContain(ofAcme);
  }
}
