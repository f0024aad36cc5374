package dev.partywall.spring.boot.host;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of the API, which is the same whatever an application makes of its own. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * The tree of a text.
   *
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  static JsonNode tree(byte[] text) {
    return MAPPER.readTree(text);
  }

  /** A part of a tree as texts, numbers, lists and maps. */
  static Object plain(JsonNode node) {
    return MAPPER.treeToValue(node, Object.class);
  }
}
