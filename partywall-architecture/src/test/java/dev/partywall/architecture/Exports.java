package dev.partywall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the module descriptors on the class path export to everybody. */
final class Exports {

  private static final Map<String, Set<String>> PACKAGES_BY_MODULE = read();

  private Exports() {}

  static Set<String> packages() {
    return PACKAGES_BY_MODULE.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether everybody sees the package of a class. In a module without a descriptor everybody sees all of them. */
  static boolean contain(JavaClass type) {
    return Modules.of(type)
        .map(module -> PACKAGES_BY_MODULE.get(module.root()))
        .map(packages -> packages.contains(type.getPackageName()))
        .orElse(true);
  }

  private static Map<String, Set<String>> read() {
    try {
      return Collections.list(Exports.class.getClassLoader().getResources("module-info.class")).stream()
          .map(Exports::descriptor)
          .filter(module -> module.name().startsWith("dev.partywall."))
          .collect(Collectors.toUnmodifiableMap(ModuleDescriptor::name, Exports::toEverybody));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModuleDescriptor descriptor(URL url) {
    try (InputStream in = url.openStream()) {
      return ModuleDescriptor.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(url.toString(), e);
    }
  }

  private static Set<String> toEverybody(ModuleDescriptor module) {
    return module.exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toUnmodifiableSet());
  }
}
