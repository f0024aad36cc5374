package dev.partywall.spring.boot.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code openapi.yaml}, to hold requests and answers against. */
final class Description {

  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  Description() {
    try (InputStream yaml = HostApi.class.getResourceAsStream("openapi.yaml")) {
      Map<String, Object> read = new Yaml().load(yaml);
      document = JsonMapper.shared().valueToTree(read);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An operation, as in {@code get /host/api/tenants}, with the names of its parameters by where they are. */
  Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new TreeMap<>();
    document
        .get("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> {
                      if (METHODS.contains(method)) {
                        operations.put(method + " " + path, parameters(methods, operation));
                      }
                    }));
    return operations;
  }

  private Set<String> parameters(JsonNode path, JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode of : List.of(path, operation)) {
      of.path("parameters")
          .forEach(
              given -> {
                JsonNode parameter = resolved(given);
                names.add(parameter.get("in").stringValue() + " " + parameter.get("name").stringValue());
              });
    }
    return names;
  }

  /** All statuses of all operations, as in {@code get /host/api/tenants 200}. */
  Set<String> statuses() {
    Set<String> statuses = new TreeSet<>();
    operations()
        .keySet()
        .forEach(
            name ->
                operation(name).get("responses").propertyNames().forEach(status -> statuses.add(name + " " + status)));
    return statuses;
  }

  /**
   * Holds an answer against the description.
   *
   * @return the operation and the status
   */
  String check(String method, String path, String sent, HttpResponse<String> answer) {
    String name = method.toLowerCase(java.util.Locale.ROOT) + " " + template(path);
    JsonNode operation = operation(name);
    String status = Integer.toString(answer.statusCode());
    JsonNode response = operation.get("responses").get(status);
    assertThat(response).as("%s answered %s: %s", name, status, answer.body()).isNotNull();
    if (answer.statusCode() < 300 && !sent.isEmpty()) {
      JsonNode body = operation.at("/requestBody/content/application~1json/schema");
      valid(name + " was sent " + sent, body, sent);
    }
    JsonNode known = resolved(response);
    JsonNode content = known.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).as(name).isEmpty();
    } else {
      String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";")[0];
      assertThat(content.propertyNames()).as("%s answered %s: %s", name, status, answer.body()).contains(type);
      if (type.endsWith("json")) {
        valid(name + " answered " + answer.body(), content.get(type).get("schema"), answer.body());
      }
    }
    known.path("headers").propertyNames().stream()
        .filter(header -> !header.equals("Link"))
        .forEach(header -> assertThat(answer.headers().firstValue(header)).as(name + " " + header).isPresent());
    return name + " " + status;
  }

  private void valid(String what, JsonNode schema, String json) {
    Map<String, Object> whole =
        new TreeMap<>(Map.of("allOf", List.of(schema), "components", document.get("components")));
    assertThat(
            schemas
                .getSchema(JsonMapper.shared().<JsonNode>valueToTree(whole))
                .validate(JsonMapper.shared().readTree(json)))
        .as(what)
        .isEmpty();
  }

  private JsonNode operation(String name) {
    String[] parts = name.split(" ");
    return document.get("paths").get(parts[1]).get(parts[0]);
  }

  private String template(String path) {
    String plain = path.split("\\?")[0];
    return document.get("paths").propertyNames().stream()
        .filter(template -> plain.matches(template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+")))
        .min(Comparator.comparingInt(String::length))
        .orElseThrow(
            () ->
                new AssertionError(
                    "There is no path "
                        + plain
                        + " in "
                        + document.get("paths").propertyNames().stream().collect(Collectors.joining(", "))));
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.stringValue().substring(1));
  }
}
