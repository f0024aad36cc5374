package dev.partywall.example.crm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The application. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CrmApplication {

  public static void main(String... args) {
    SpringApplication.run(CrmApplication.class, args);
  }
}
