package dev.partywall.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.DatasourceName;
import dev.partywall.jdbc.Finding;
import dev.partywall.jdbc.Finding.Severity;
import dev.partywall.jdbc.door.TenantDataSource;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The CRM's schema is one to imitate. */
class SchemaTest extends CrmTest {

  @Autowired private TenantDataSource door;

  @ParameterizedTest
  @ValueSource(strings = {"main", "initech"})
  void theDoctorHasOnlyRemarks(String datasource) throws SQLException {
    // The customers' numbers are for people, so they come from sequences; the tests' role may do anything. The tables
    // of
    // users have rows of the host, too.
    assertThat(door.doctor(DatasourceName.of(datasource)))
        .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO))
        .extracting(Finding::code)
        .containsOnly("shared-sequence", "role-superuser", "discriminator-nullable", "key-without-discriminator");
  }
}
