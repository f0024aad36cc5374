package dev.partywall.spring.boot.jobs;

import dev.partywall.fleet.jobs.Payload;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a job is about, as JSON. Fields can be added to the type while jobs are stored; what is not known is passed
 * over.
 *
 * @param <P> the type of the payload
 */
public final class JsonPayload<P> implements Payload<P> {

  private final ObjectMapper mapper;
  private final Class<P> type;

  private JsonPayload(ObjectMapper mapper, Class<P> type) {
    this.mapper = mapper;
    this.type = type;
  }

  /** JSON by Jackson's defaults. */
  public static <P> JsonPayload<P> of(Class<P> type) {
    return of(type, JsonMapper.shared());
  }

  /** JSON by a mapper of the application's. */
  public static <P> JsonPayload<P> of(Class<P> type, ObjectMapper mapper) {
    return new JsonPayload<>(mapper, type);
  }

  @Override
  public byte[] encode(P payload) {
    return mapper.writeValueAsBytes(payload);
  }

  @Override
  public P decode(byte[] bytes) {
    return mapper.readValue(bytes, type);
  }
}
