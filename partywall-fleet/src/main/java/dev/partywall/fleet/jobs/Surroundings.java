package dev.partywall.fleet.jobs;

import dev.partywall.core.TenantDirectory;
import dev.partywall.jdbc.door.TenantDataSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all databases' jobs have in common. */
record Surroundings(
    TenantDataSource door, Tenants tenants, TenantDirectory directory, JobSettings settings, JobListener listener) {

  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

  void tell(Consumer<JobListener> what) {
    try {
      what.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("The jobs' listener failed", e);
    }
  }
}
