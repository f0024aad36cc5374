package dev.partywall.spring.boot.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was not done, as RFC 9457 wants it.
 *
 * @param errors what is wrong with which field; empty if it is not about fields
 */
record Problem(int status, String code, String title, String detail, List<Mistake> errors) {

  /**
   * What is wrong with a field, parameter or header.
   *
   * @param field which, as in {@code placement.kind}; empty for the whole
   * @param problem what is wrong with it
   * @param action what to do
   */
  record Mistake(String field, String problem, String action) {}

  Problem {
    errors = List.copyOf(errors);
  }

  static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, List.of());
  }

  /** What is told of it. */
  Map<String, Object> told(String instance) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", "urn:partywall:problem:" + code);
    members.put("title", title);
    members.put("status", status);
    members.put("detail", detail);
    members.put("instance", instance);
    members.put("code", code);
    if (!errors.isEmpty()) {
      members.put("errors", errors);
    }
    return members;
  }
}
