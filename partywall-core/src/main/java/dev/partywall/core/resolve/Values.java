package dev.partywall.core.resolve;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.core.resolve.ResolutionSettings.Naming;
import java.util.List;

/** Reads the values that a request carries for a tenant. */
record Values(Naming by, TenantId.Kind idKind) {

  /** The answer that these values give. */
  Answer read(String what, List<String> values) {
    if (values.isEmpty()) {
      return Answer.nobody();
    }
    if (values.size() > 1) {
      return Answer.refused(
          Refusal.TENANT_AMBIGUOUS, "The " + what + " occurs " + values.size() + " times; give it once.");
    }
    String value = values.getFirst();
    return by == Naming.NAME ? name(what, value) : id(what, value);
  }

  static Answer name(String what, String value) {
    return TenantName.parse(value)
        .map(Answer::named)
        .orElseGet(() -> Answer.refused(Refusal.TENANT_NAME_INVALID, invalid(what, value) + "a tenant's name."));
  }

  private Answer id(String what, String value) {
    try {
      TenantId id = idKind.parse(value);
      if (id.toString().equalsIgnoreCase(value)) {
        return Answer.identified(id);
      }
    } catch (IllegalArgumentException e) {
      // refused below, as every other text that is no id
    }
    return Answer.refused(Refusal.TENANT_ID_INVALID, invalid(what, value) + "a tenant's id.");
  }

  private static String invalid(String what, String value) {
    return "The " + what + (value.isEmpty() ? " is empty; give it " : " does not hold ");
  }
}
