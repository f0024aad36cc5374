package dev.partywall.spring.boot.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantName;
import dev.partywall.core.TenantStore;
import dev.partywall.jdbc.TenancyChangedException;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Spring Boot's test slices get the door, and not a data source that nobody guards. */
class SlicesTest {

  @TestPropertySource(
      properties = {
        "spring.test.database.replace=none",
        "spring.sql.init.mode=always",
        "spring.sql.init.schema-locations=classpath:hibernate/schema.sql",
        "spring.flyway.enabled=false",
        "spring.liquibase.enabled=false",
        "spring.jpa.hibernate.ddl-auto=validate",
        "partywall.tenants[0].name=acme",
        "partywall.tenants[0].id=7",
        "partywall.resolve.order=header"
      })
  @ContextConfiguration(classes = Library.Application.class)
  abstract static class Slice {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
      TestDatabase database = PostgresServer.shared().freshDatabase("slice");
      registry.add("spring.datasource.url", database::jdbcUrl);
      registry.add("spring.datasource.username", database::username);
      registry.add("spring.datasource.password", database::password);
    }

    @Autowired DataSource dataSource;
    @Autowired TenantStore tenants;

    Tenancy acme() {
      return Tenancy.of(tenants.findByName(TenantName.of("acme")).orElseThrow());
    }
  }

  @Nested
  @JdbcTest
  class OfJdbc extends Slice {

    @Test
    void hasTheDoor(@Autowired JdbcClient jdbc) {
      String count = "select count(*) from shelf";
      assertThat(dataSource).isInstanceOf(TenantDataSource.class);
      assertThatThrownBy(() -> jdbc.sql(count).query().singleValue()).isInstanceOf(NoTenancyException.class);
      assertThat(acme().call(() -> jdbc.sql(count).query().singleValue())).isEqualTo(0L);
    }
  }

  @Nested
  @DataJpaTest
  class OfJpa extends Slice {

    @Test
    void hasASessionThatIsNobodys(@Autowired Books books) {
      assertThatThrownBy(() -> acme().run(books::count)).isInstanceOf(TenancyChangedException.class);
    }
  }

  @Nested
  @DataJpaTest
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  class OfJpaWithoutTransaction extends Slice {

    @Test
    void worksForTenants(@Autowired Books books) {
      acme().run(() -> books.save(new Book(1, "Algebra")));
      assertThat(acme().call(books::titles)).containsExactly("Algebra");
      assertThatThrownBy(books::titles).isInstanceOf(NoTenancyException.class);
    }
  }

  @Nested
  @DataJpaTest(properties = "partywall.enabled=false")
  class OfJpaForOneTenant extends Slice {

    @Test
    void needsNoTenancy(@Autowired Books books) {
      books.saveAndFlush(new Book(1, "Algebra"));
      assertThat(books.titles()).containsExactly("Algebra");
    }
  }
}
