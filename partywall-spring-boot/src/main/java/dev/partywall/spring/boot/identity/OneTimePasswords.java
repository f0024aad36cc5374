package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is given the one-time passwords of administrators who are made by themselves, at the start or with a new tenant.
 * There is one that writes them to the log; a bean of this type replaces it, for example to send a letter.
 */
@FunctionalInterface
public interface OneTimePasswords {

  /** Passes the password on. Nobody can be told it again. */
  void made(Tenancy tenancy, User user, String password);

  /** Writes them to the log, at WARN level. */
  static OneTimePasswords toLog() {
    Logger log = LoggerFactory.getLogger(OneTimePasswords.class);
    return (tenancy, user, password) ->
        log.warn(
            "The user '{}' of {} has the one-time password {} which has to be changed at the first log-in",
            user.name(),
            tenancy.label(),
            password);
  }
}
