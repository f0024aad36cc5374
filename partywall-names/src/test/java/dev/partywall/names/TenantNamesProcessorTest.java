package dev.partywall.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.TenantName;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications compiled with the processor. */
class TenantNamesProcessorTest {

  private static final String APPLICATION =
      """
      package shop;

      @dev.partywall.names.ConfiguredTenants(%s)
      class Application {}
      """;

  private static final String SEED =
      """
      partywall:
        datasources:
          isolateTest: { write: [ { url: "jdbc:postgresql://localhost/isolated" } ] }
        tenants:
          - { name: default }
          - { name: shareTest }
          - { name: isolateTest, id: 1000, isolated: true, datasource: isolateTest }
      """;

  @TempDir private Path directory;

  private Path classes;
  private final List<String> options = new ArrayList<>();

  @BeforeEach
  void makeRoom() throws IOException {
    classes = Files.createDirectories(directory.resolve("classes"));
    source("Application", APPLICATION.formatted(""));
  }

  private void source(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("src/shop")).resolve(name + ".java"), text);
  }

  private void configuration(String file, String text) throws IOException {
    Files.writeString(classes.resolve(file), text);
  }

  /** The class that names the tenants, used by another. */
  private void use(String... constants) throws IOException {
    StringBuilder uses = new StringBuilder("package shop; class Use { Object[] all = {");
    for (String constant : constants) {
      uses.append("TenantNames.").append(constant).append(", ");
    }
    source("Use", uses.append("}; }").toString());
  }

  /** The errors, each in one text. */
  private List<String> compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null);
        var sources = Files.list(directory.resolve("src/shop"))) {
      List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-Xlint:all,-processing", "-Werror"));
      arguments.addAll(options);
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              new StringWriter(),
              files,
              diagnostics,
              arguments,
              null,
              files.getJavaFileObjectsFromPaths(sources.toList()));
      task.setProcessors(List.of(new TenantNamesProcessor()));
      task.call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
        .map(diagnostic -> diagnostic.getMessage(java.util.Locale.ENGLISH))
        .toList();
  }

  private TenantName constant(String name) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      return (TenantName) loader.loadClass("shop.TenantNames").getField(name).get(null);
    }
  }

  @Test
  void eachConfiguredTenantIsAConstant() throws Exception {
    configuration("application.yml", SEED);
    use("DEFAULT", "SHARE_TEST", "ISOLATE_TEST");
    assertThat(compile()).isEmpty();
    assertThat(constant("SHARE_TEST")).isEqualTo(TenantName.of("shareTest"));
    assertThat(constant("ISOLATE_TEST")).hasToString("isolateTest");
  }

  @Test
  void aNameThatIsGoneFromTheConfigurationDoesNotCompile() throws IOException {
    configuration("application.yml", SEED.replace("    - { name: shareTest }\n", ""));
    use("SHARE_TEST");
    assertThat(compile()).singleElement().asString().contains("cannot find symbol", "SHARE_TEST");
  }

  @Test
  void profilesAreReadIfTheyAreWanted() throws IOException {
    configuration("application.yml", "spring.application.name: shop");
    configuration("application-dev.yaml", SEED);
    configuration("application-prod.properties", "partywall.tenants[0].name=vona\npartywall.tenants[0].id=7\n");
    use("SHARE_TEST");
    assertThat(compile()).isNotEmpty();
    source("Application", APPLICATION.formatted("profiles = {\"dev\", \"prod\"}"));
    use("SHARE_TEST", "VONA");
    assertThat(compile()).isEmpty();
  }

  @Test
  void levelsCanBeWrittenWithDotsAndInSeveralDocuments() throws IOException {
    configuration(
        "application.yml",
        """
        partywall.tenants:
          - name: cabloy.store
        ---
        spring.config.activate.on-profile: test
        partywall:
          tenants[0]:
            name: acme-2
          tenants[1].name: 3m
        """);
    use("CABLOY_STORE", "ACME_2", "_3M");
    assertThat(compile()).isEmpty();
  }

  @Test
  void aNameThatDependsOnTheEnvironmentIsNoConstant() throws IOException {
    configuration("application.yml", "partywall.tenants: [ { name: \"${CUSTOMER_NAME}\" }, { name: acme } ]");
    use("ACME");
    assertThat(compile()).isEmpty();
  }

  @Test
  void mistakesOfTheConfigurationAreTold() throws IOException {
    configuration(
        "application.yml",
        "partywall.tenants: [ { name: a b }, { name: acme-1 }, { name: acme.1 }, { name: ACME-1 } ]");
    assertThat(compile())
        .containsExactlyInAnyOrder(
            "application.yml: 'a b' is no tenant's name; use labels of letters, digits and inner hyphens",
            "application.yml: the tenants 'acme-1' and 'acme.1' would share the constant ACME_1");
  }

  @Test
  void aConfigurationThatCannotBeReadOrFoundIsTold() throws IOException {
    assertThat(compile())
        .singleElement()
        .asString()
        .contains("there is no application.yml", "partywall.names.directory");
    configuration("application.yml", "a: b: c");
    assertThat(compile()).first().asString().contains("the configuration cannot be read");
  }

  @Test
  void theConfigurationCanLieElsewhere() throws IOException {
    Path resources = Files.createDirectories(directory.resolve("resources"));
    Files.writeString(resources.resolve("application.yml"), SEED);
    options.add("-Apartywall.names.directory=" + resources);
    use("ISOLATE_TEST");
    assertThat(compile()).isEmpty();
  }

  @Test
  void theClassCanBeNamedOtherwise() throws IOException {
    configuration("application.yml", SEED);
    source("Application", APPLICATION.formatted("name = \"Customers\""));
    source("Use", "package shop; class Use { Object it = Customers.DEFAULT; }");
    assertThat(compile()).isEmpty();
  }
}
