package dev.partywall.spring.boot.actuate;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.Tenancy;
import dev.partywall.jdbc.DoorListener;
import dev.partywall.jdbc.RouteReason;
import dev.partywall.sql.Effect;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Adds to the running observation, such as that of a request, where its last statement went and why. */
record RouteObservations(ObservationRegistry registry) implements DoorListener {

  @Override
  public void running(Tenancy tenancy, DatasourceName datasource, String node, RouteReason reason, Effect effect) {
    if (reason != RouteReason.ONLY_NODE) {
      Observation running = registry.getCurrentObservation();
      if (running != null) {
        running
            .highCardinalityKeyValue("partywall.node", datasource.value() + "/" + node)
            .highCardinalityKeyValue("partywall.reason", reason.code());
      }
    }
  }
}
