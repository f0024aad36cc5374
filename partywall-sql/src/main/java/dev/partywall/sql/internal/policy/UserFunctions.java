package dev.partywall.sql.internal.policy;

import dev.partywall.sql.Catalog;
import dev.partywall.sql.Catalog.Function;
import dev.partywall.sql.GuardPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions of a catalog by name, and which of them are open to a tenant. Built once for a catalog. */
final class UserFunctions {

  private static final Set<String> SAFE_IN_EXTENSIONS =
      Set.of(
          "pgcrypto.gen_random_bytes",
          "pgcrypto.gen_random_uuid",
          "pgcrypto.gen_salt",
          "pgcrypto.pgp_pub_encrypt",
          "pgcrypto.pgp_pub_encrypt_bytea",
          "pgcrypto.pgp_sym_encrypt",
          "pgcrypto.pgp_sym_encrypt_bytea",
          "unaccent.unaccent",
          "uuid-ossp.uuid_generate_v1",
          "uuid-ossp.uuid_generate_v1mc",
          "uuid-ossp.uuid_generate_v4");

  private final Map<String, List<Function>> byName;
  private final GuardPolicy policy;
  private final Set<String> closedOperators = new HashSet<>();
  private final Set<String> closedTypes = new HashSet<>();

  UserFunctions(Catalog catalog, GuardPolicy policy) {
    this.policy = policy;
    byName =
        catalog.functions().stream().collect(Collectors.groupingBy(Function::name, HashMap::new, Collectors.toList()));
    for (Function function : catalog.functions()) {
      if (!isOpen(function) && !isExtensionInC(function)) {
        closedOperators.addAll(function.operators());
        closedTypes.addAll(function.castsTo());
      }
    }
  }

  /** All functions of a name, in any schema. */
  List<Function> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** Whether what a function reads is known to be nothing but its arguments, or an installation allows it by name. */
  boolean isOpen(Function function) {
    if (policy.allowedFunctions().contains(function.name())
        || policy.allowedFunctions().contains(function.schema() + "." + function.name())) {
      return true;
    }
    if (function.securityDefiner()) {
      return false;
    }
    String extension = function.extension();
    if (extension != null
        && (function.volatility() == 'i' || SAFE_IN_EXTENSIONS.contains(extension + "." + function.name()))) {
      return true;
    }
    return function.language().equals("c") && function.volatility() == 'i';
  }

  /** Whether an operator of this name may call a function that is not open. */
  boolean isClosedOperator(String operator) {
    return closedOperators.contains(operator);
  }

  /** Whether a cast to a type of this name may call a function that is not open. */
  boolean isClosedType(String type) {
    return closedTypes.contains(type);
  }

  /**
   * An operator gives its function two values and no query to run, so that an extension's is harmless if it is not SQL.
   */
  private static boolean isExtensionInC(Function function) {
    return function.extension() != null && function.language().equals("c");
  }
}
