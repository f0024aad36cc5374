package dev.partywall.example.crm.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Who may log in; nobody unless configured. */
@ConfigurationProperties("crm")
record CrmUsers(@DefaultValue List<Entry> users) {

  /**
   * One user.
   *
   * @param password as Spring Security's delegating encoder writes it
   * @param tenant the name of the user's tenant; people of the host have none
   */
  record Entry(String name, String password, @Nullable String tenant) {}
}
