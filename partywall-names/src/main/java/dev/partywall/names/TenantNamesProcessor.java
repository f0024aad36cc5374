package dev.partywall.names;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes the classes that {@link ConfiguredTenants} wants. The configuration is looked for where classes go, or in the
 * directory of the option {@code partywall.names.directory}.
 */
@SupportedAnnotationTypes("dev.partywall.names.ConfiguredTenants")
@SupportedOptions(TenantNamesProcessor.DIRECTORY)
public final class TenantNamesProcessor extends AbstractProcessor {

  static final String DIRECTORY = "partywall.names.directory";

  /** Made by the compiler. */
  public TenantNamesProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    round.getElementsAnnotatedWith(ConfiguredTenants.class).forEach(this::make);
    return false;
  }

  private void make(Element wanted) {
    ConfiguredTenants how = wanted.getAnnotation(ConfiguredTenants.class);
    Constants constants = new Constants((file, mistake) -> error(file + ": " + mistake, wanted));
    try {
      List<String> read = new ArrayList<>();
      for (String name : names(how)) {
        for (ConfigurationFiles.Found found : files().read(name)) {
          read.add(found.file());
          constants.add(found.file(), found.values().names());
        }
      }
      if (read.isEmpty()) {
        error(
            "there is no application.yml or application.properties where classes go; name their directory by the"
                + " option -A"
                + DIRECTORY,
            wanted);
      }
      write(wanted, how.name(), read, constants.tenants());
    } catch (IOException | RuntimeException e) {
      error("the configuration cannot be read: " + e.getMessage(), wanted);
    }
  }

  private static List<String> names(ConfiguredTenants how) {
    List<String> names = new ArrayList<>(List.of("application"));
    for (String profile : how.profiles()) {
      names.add("application-" + profile);
    }
    return names;
  }

  private ConfigurationFiles files() {
    String directory = processingEnv.getOptions().get(DIRECTORY);
    return new ConfigurationFiles(processingEnv.getFiler(), path(directory));
  }

  private static @Nullable Path path(@Nullable String directory) {
    return directory == null ? null : Path.of(directory);
  }

  private void write(Element wanted, String name, List<String> files, Map<String, String> tenants) throws IOException {
    String where = processingEnv.getElementUtils().getPackageOf(wanted).getQualifiedName().toString();
    String whole = where.isEmpty() ? name : where + "." + name;
    try (Writer source = processingEnv.getFiler().createSourceFile(whole, wanted).openWriter()) {
      source.write(source(where, name, files, tenants));
    }
  }

  private static String source(String where, String name, List<String> files, Map<String, String> tenants) {
    String constants =
        tenants.entrySet().stream()
            .map(
                tenant ->
                    """

                      /** The tenant {@code %2$s}. */
                      public static final TenantName %1$s = TenantName.of("%2$s");
                    """
                        .formatted(tenant.getKey(), tenant.getValue()))
            .collect(Collectors.joining());
    return """
        %simport dev.partywall.core.TenantName;

        /** The tenants of %s. */
        public final class %s {
        %s
          private %3$s() {}
        }
        """
        .formatted(where.isEmpty() ? "" : "package " + where + ";\n\n", String.join(", ", files), name, constants);
  }

  private void error(String message, Element wanted) {
    processingEnv.getMessager().printMessage(Kind.ERROR, message, wanted);
  }
}
