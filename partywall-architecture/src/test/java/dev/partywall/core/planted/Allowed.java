package dev.partywall.core.planted;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a class may do. */
class Allowed {
  private static final Logger LOG = LoggerFactory.getLogger(Allowed.class);
  private static final ScopedValue<Locale> BOUND = ScopedValue.newInstance();

  void speak() {
    LOG.info("{}", BOUND.orElse(Locale.ROOT));
  }
}
