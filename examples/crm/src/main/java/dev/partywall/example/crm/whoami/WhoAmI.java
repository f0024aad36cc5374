package dev.partywall.example.crm.whoami;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.partywall.core.Placement;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import org.jspecify.annotations.Nullable;

/**
 * Which tenant a request was served for, and where its data live.
 *
 * @param placement {@code shared}, {@code isolated} or {@code schema}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WhoAmI(String tenant, String id, String title, String placement, String datasource, Session session) {

  /** Who calls. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Session(TenantSession.State state, @Nullable String user) {}

  static WhoAmI of(Tenant tenant, TenantSession session, @Nullable String user) {
    return new WhoAmI(
        tenant.name().toString(),
        tenant.id().toString(),
        tenant.title(),
        word(tenant.placement()),
        tenant.placement().datasource().value(),
        new Session(session.state(), user));
  }

  private static String word(Placement placement) {
    return switch (placement) {
      case Placement.Shared _ -> "shared";
      case Placement.Isolated _ -> "isolated";
      case Placement.Schema _ -> "schema";
    };
  }
}
