package dev.partywall.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.core.ConfigurationException;
import dev.partywall.spring.boot.async.AsyncProperties;
import dev.partywall.spring.boot.async.MdcProperties;
import dev.partywall.spring.boot.async.PartywallAsyncAutoConfiguration;
import dev.partywall.spring.boot.host.HostApiProperties;
import dev.partywall.spring.boot.identity.IdentityProperties;
import dev.partywall.spring.boot.lifecycle.LifecycleProperties;
import dev.partywall.spring.boot.registry.RegistryProperties;
import dev.partywall.spring.boot.sessions.PartywallSessionsAutoConfiguration;
import dev.partywall.spring.boot.web.ObservationProperties;
import dev.partywall.spring.boot.web.PartywallWebAutoConfiguration;
import dev.partywall.spring.boot.web.ResolveProperties;
import dev.partywall.spring.boot.web.WebProperties;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** docs/spring-boot.md says what is so. */
class SettingsPageTest {

  private static final Pattern CELL = Pattern.compile("(?m)^\\| (`partywall\\.[^|]*) \\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final WebApplicationContextRunner application =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PartywallAutoConfiguration.class,
                  PartywallAsyncAutoConfiguration.class,
                  PartywallSessionsAutoConfiguration.class,
                  PartywallWebAutoConfiguration.class))
          .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost/app");

  @Test
  void the_page_lists_all_settings_and_no_others() throws IOException {
    List<String> settings = settings();
    List<String> listed = listed();
    assertThat(settings).allSatisfy(setting -> assertThat(listed).anyMatch(name -> covers(name, setting)));
    assertThat(listed).allSatisfy(name -> assertThat(settings).anyMatch(setting -> covers(name, setting)));
  }

  private static boolean covers(String listed, String setting) {
    return setting.equals(listed) || setting.startsWith(listed + "[") || setting.startsWith(listed + ".");
  }

  /** A cell has a whole name, and maybe further last elements in its place. */
  private static List<String> listed() throws IOException {
    List<String> names = new ArrayList<>();
    Matcher cells = CELL.matcher(page());
    while (cells.find()) {
      Matcher codes = CODE.matcher(cells.group(1).replace("write[0]", "write[]"));
      String first = "";
      while (codes.find()) {
        String code = codes.group(1);
        first = first.isEmpty() ? code : first;
        names.add(code.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + code : code);
      }
    }
    return names;
  }

  private static List<String> settings() {
    List<String> names = new ArrayList<>();
    for (Class<?> type :
        List.of(
            PartywallProperties.class,
            ResolveProperties.class,
            ObservationProperties.class,
            MdcProperties.class,
            AsyncProperties.class,
            IdentityProperties.class,
            WebProperties.class,
            RegistryProperties.class,
            LifecycleProperties.class,
            HostApiProperties.class)) {
      add(type.getAnnotation(ConfigurationProperties.class).value(), type, names);
    }
    return names;
  }

  private static void add(String name, Type type, List<String> names) {
    if (type instanceof Class<?> settings && settings.isRecord()) {
      for (RecordComponent component : settings.getRecordComponents()) {
        add(name + "." + kebab(component.getName()), component.getGenericType(), names);
      }
    } else if (type instanceof ParameterizedType generic && isRecord(last(generic))) {
      String each = name.endsWith("datasources") ? ".<set>" : ".<name>";
      add(name + (generic.getRawType() == Map.class ? each : "[]"), last(generic), names);
    } else {
      names.add(name);
    }
  }

  private static Type last(ParameterizedType generic) {
    return generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
  }

  private static boolean isRecord(Type type) {
    return type instanceof Class<?> candidate && candidate.isRecord();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void the_page_shows_mistakes_as_they_are_reported() throws IOException {
    String page = page();
    application
        .withPropertyValues(
            "partywall.discriminater=tenant_id",
            "partywall.tenants[0].name=acme",
            "partywall.tenants[1].name=globex",
            "partywall.tenants[1].datasource=nowhere")
        .run(
            context -> {
              ConfigurationException failure = failure(context);
              FailureAnalysis analysis = new ConfigurationFailureAnalyzer().analyze(failure, failure);
              assertThat(page).contains(analysis.getDescription()).contains(analysis.getAction());
            });
  }

  @Test
  void misspelt_settings_of_every_group_are_mistakes() {
    application
        .withPropertyValues(
            "partywall.resolve.trusted-proxy=10.0.0.1",
            "partywall.resolve.domain.format=x",
            "partywall.resolve.domain.formats[0]={tenant}.example.com",
            "partywall.resolve.ignore-paths=/a,/b",
            "partywall.mdc.tenantkey=t",
            "partywall.mdc.users=true",
            "partywall.async.executor=false",
            "partywall.async.excluded-executors[0]=mine",
            "partywall.observation.tenant-on-metric=true")
        .run(
            context ->
                assertThat(failure(context).problems())
                    .extracting(problem -> problem.setting())
                    .containsExactlyInAnyOrder(
                        "partywall.resolve.trusted-proxy",
                        "partywall.resolve.domain.format",
                        "partywall.mdc.users",
                        "partywall.async.executor",
                        "partywall.observation.tenant-on-metric"));
  }

  private static ConfigurationException failure(AssertableWebApplicationContext context) {
    assertThat(context).hasFailed();
    return (ConfigurationException) NestedExceptionUtils.getRootCause(context.getStartupFailure());
  }

  private static String page() throws IOException {
    Path fromModule = Path.of("..", "docs", "spring-boot.md");
    return Files.readString(Files.exists(fromModule) ? fromModule : Path.of("docs", "spring-boot.md"));
  }
}
