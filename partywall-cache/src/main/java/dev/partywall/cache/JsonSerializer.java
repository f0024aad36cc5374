package dev.partywall.cache;

import java.lang.reflect.Type;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON.
 *
 * @param <V> the type of the values
 */
public final class JsonSerializer<V> implements ValueSerializer<V> {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ObjectMapper mapper;
  private final JavaType type;

  /** For values of a type. */
  public JsonSerializer(Type type) {
    this(type, MAPPER);
  }

  /** For values of a type, by the application's own mapper. */
  public JsonSerializer(Type type, ObjectMapper mapper) {
    this.mapper = mapper;
    this.type = mapper.constructType(type);
  }

  @Override
  public byte[] write(V value) {
    return mapper.writerFor(type).writeValueAsBytes(value);
  }

  @Override
  public V read(byte[] bytes) {
    return mapper.readValue(bytes, type);
  }
}
