package dev.partywall.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/** What the module descriptors on the class path export to everybody. */
final class Exports {

  private static final Set<String> PACKAGES = read();

  private Exports() {}

  static Set<String> packages() {
    return PACKAGES;
  }

  /** The Spring module has no descriptor: there every package that is not internal counts as exported. */
  static boolean contain(JavaClass type) {
    return PACKAGES.contains(type.getPackageName()) || Modules.of(type).filter(Modules.SPRING_BOOT::equals).isPresent();
  }

  private static Set<String> read() {
    try {
      return Collections.list(Exports.class.getClassLoader().getResources("module-info.class")).stream()
          .map(Exports::descriptor)
          .filter(module -> module.name().startsWith("dev.partywall."))
          .flatMap(module -> module.exports().stream())
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toUnmodifiableSet());
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
}
