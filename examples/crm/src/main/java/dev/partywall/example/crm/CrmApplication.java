package dev.partywall.example.crm;

import dev.partywall.names.ConfiguredTenants;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The application. */
@SpringBootApplication
@ConfiguredTenants
@ConfigurationPropertiesScan
public class CrmApplication {

  public static void main(String... args) {
    SpringApplication.run(CrmApplication.class, args);
  }
}
