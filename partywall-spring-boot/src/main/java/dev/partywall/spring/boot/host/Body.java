package dev.partywall.spring.boot.host;

import dev.partywall.spring.boot.host.Problem.Mistake;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A request's JSON object, read field by field. All that is wrong with it is told at once. */
final class Body {

  private static final int MAX_BYTES = 64 * 1024;

  private final JsonNode object;
  private final String prefix;
  private final List<Mistake> mistakes;
  private final TreeSet<String> known = new TreeSet<>();

  private Body(JsonNode object, String prefix, List<Mistake> mistakes) {
    this.object = object;
    this.prefix = prefix;
    this.mistakes = mistakes;
  }

  /** The body of a request, which has to be an object; an empty one if there is none and that is fine. */
  static Body of(HttpServletRequest request) throws IOException {
    byte[] text = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (text.length > MAX_BYTES) {
      throw new ProblemException(
          Problem.of(413, "request-too-large", "The request is too large", "Send at most " + MAX_BYTES + " bytes."));
    }
    return new Body(tree(text), "", new ArrayList<>());
  }

  private static JsonNode tree(byte[] text) {
    JsonNode tree;
    try {
      tree = Json.tree(text);
    } catch (JacksonException e) {
      throw ProblemException.invalid("", "the body is no JSON: " + e.getOriginalMessage(), "Send one JSON object");
    }
    if (!tree.isObject()) {
      throw ProblemException.invalid("", "the body is no JSON object", "Send one JSON object");
    }
    return tree;
  }

  /** Adds a mistake. */
  void wrong(String field, String problem, String action) {
    mistakes.add(new Mistake(prefix + field, problem, action));
  }

  /** Whether a field is there. */
  boolean has(String field) {
    known.add(field);
    return object.has(field);
  }

  /** A text, or null if it is not there or wrong. */
  @Nullable String text(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      wrong(field, "it is no text", "Give a text in quotation marks");
      return null;
    }
    return value.stringValue();
  }

  /** A text that has to be there, or null if it is not there or wrong. */
  @Nullable String needed(String field, String action) {
    if (!has(field)) {
      wrong(field, "it is missing", action);
      return null;
    }
    return text(field);
  }

  /** A text that can be read as something, or null if it is not there or wrong. */
  <T> @Nullable T read(String field, @Nullable String text, Function<String, T> reading, String action) {
    if (text == null) {
      return null;
    }
    try {
      return reading.apply(text);
    } catch (RuntimeException e) {
      wrong(field, String.valueOf(e.getMessage()), action);
      return null;
    }
  }

  /** A list of texts, or null if it is not there or wrong. */
  @Nullable List<String> texts(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isArray() || !value.values().stream().allMatch(JsonNode::isString)) {
      wrong(field, "it is no list of texts", "Give a list such as [\"a\", \"b\"]");
      return null;
    }
    return value.values().stream().map(JsonNode::stringValue).toList();
  }

  /** An object with anything in it but nulls at its top, or null if it is not there or wrong. */
  @Nullable Map<String, Object> map(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      wrong(field, "it is no object", "Give an object such as {\"theme\": \"dark\"}");
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    value.forEachEntry(
        (name, member) -> {
          if (member.isNull()) {
            wrong(field + "." + name, "it is null", "Give a value, or leave it out");
          } else {
            map.put(name, Json.plain(member));
          }
        });
    return map;
  }

  /** An object with texts in it, or null if it is not there or wrong. */
  @Nullable Map<String, String> textMap(String field) {
    Map<String, Object> map = map(field);
    if (map == null) {
      return null;
    }
    map.forEach(
        (name, member) -> {
          if (!(member instanceof String)) {
            wrong(field + "." + name, "it is no text", "Give a text in quotation marks");
          }
        });
    return map.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }

  /** An object with fields of its own, or null if it is not there or wrong. */
  @Nullable Body object(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      wrong(field, "it is no object", "Give an object");
      return null;
    }
    return new Body(value, prefix + field + ".", mistakes);
  }

  /** Refuses what nobody asked for. */
  void refuseOthers() {
    object
        .propertyNames()
        .forEach(
            name -> {
              if (!known.contains(name)) {
                wrong(name, "there is no such field", "Leave it out; there are " + String.join(", ", known));
              }
            });
  }

  /**
   * To be called last.
   *
   * @throws ProblemException if anything was wrong
   */
  void end() {
    refuseOthers();
    if (!mistakes.isEmpty()) {
      throw ProblemException.invalid(mistakes);
    }
  }

  private @Nullable JsonNode value(String field) {
    if (!has(field)) {
      return null;
    }
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      wrong(field, "it is null", "Give a value, or leave it out");
      return null;
    }
    return value;
  }
}
