package dev.partywall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The modules, by the packages they own, and what each may depend on. */
enum Modules {
  CORE("dev.partywall.core"),
  NAMES("dev.partywall.names"),
  PARSER("dev.partywall.sql.parser"),
  SQL("dev.partywall.sql", CORE, PARSER),
  JDBC("dev.partywall.jdbc", CORE, SQL),
  CACHE("dev.partywall.cache", CORE),
  FLEET("dev.partywall.fleet", CORE, JDBC),
  IDENTITY("dev.partywall.identity", CORE, JDBC),
  TEST("dev.partywall.test", CORE, SQL, JDBC),
  MODEL("dev.partywall.model", CORE, SQL, JDBC, CACHE),
  SPRING_BOOT("dev.partywall.spring.boot", CORE, SQL, JDBC, CACHE, FLEET, IDENTITY, MODEL);

  private final String root;
  private final Set<Modules> allowed;

  Modules(String root, Modules... allowed) {
    this.root = root;
    this.allowed = Set.of(allowed);
  }

  /** The module a class belongs to: the one with the longest root package that contains it. */
  static Optional<Modules> of(JavaClass type) {
    return Arrays.stream(values())
        .filter(module -> module.owns(type.getPackageName()))
        .max(Comparator.comparingInt(module -> module.root.length()));
  }

  /** The modules whose code is written here. */
  static Set<Modules> written() {
    return EnumSet.complementOf(EnumSet.of(PARSER));
  }

  /** The root package, which is also the name of the module. */
  String root() {
    return root;
  }

  boolean mayUse(Modules other) {
    return other == this || allowed.contains(other);
  }

  private boolean owns(String packageName) {
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }
}
