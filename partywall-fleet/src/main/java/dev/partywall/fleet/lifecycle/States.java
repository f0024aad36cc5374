package dev.partywall.fleet.lifecycle;

import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChangedException;
import dev.partywall.fleet.TenantState;
import dev.partywall.fleet.TenantStateException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What can be done with a tenant in which state. */
final class States {

  private States() {}

  /**
   * Requires a state.
   *
   * @param action what is to be done
   * @throws TenantStateException if the tenant is in none of them
   */
  static void require(RegisteredTenant tenant, String action, TenantState... states) {
    TenantState state = tenant.state();
    if (!Arrays.asList(states).contains(state)) {
      throw new TenantStateException(tenant.tenant().name(), state, action, instead(state, action));
    }
  }

  private static String instead(TenantState state, String action) {
    return switch (state) {
      case CREATING -> "wait until it is made";
      case ACTIVE -> action.equals("purge") || action.equals("restore") ? "delete it first" : "it need not be done";
      case SUSPENDED -> action.equals("purge") || action.equals("restore") ? "delete it first" : "resume it first";
      case DELETED -> action.equals("delete") ? "it need not be done" : "restore it first";
      case PURGED -> "its data are gone";
    };
  }

  /**
   * Requires that nobody changed a tenant since it was read.
   *
   * @param expected its version then; null if that does not matter
   */
  static void requireVersion(RegisteredTenant tenant, @Nullable Long expected) {
    if (expected != null && expected != tenant.version()) {
      throw new TenantChangedException(tenant.tenant().id(), expected, tenant.version());
    }
  }
}
