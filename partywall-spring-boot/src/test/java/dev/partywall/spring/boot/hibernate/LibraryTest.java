package dev.partywall.spring.boot.hibernate;

import dev.partywall.test.Database;
import dev.partywall.test.PartywallDatabases;
import dev.partywall.test.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A test of the library, which starts once for the class. */
@PartywallDatabases(
    value = {"main", "isolated"},
    scripts = "/hibernate/schema.sql")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LibraryTest {

  Library library;

  @BeforeAll
  void open(@Database("main") TestDatabase main, @Database("isolated") TestDatabase isolated) {
    library = new Library(main, isolated, settings());
  }

  Map<String, Object> settings() {
    return Map.of();
  }

  @BeforeEach
  void reset() {
    library.reset();
  }

  @AfterAll
  void close() {
    library.close();
  }
}
