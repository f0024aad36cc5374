package dev.partywall.spring.boot.web;

import dev.partywall.core.resolve.Refusal;
import dev.partywall.core.resolve.Resolution;
import java.net.URI;
import org.springframework.boot.json.JsonWriter;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** What a client is told of a request that failed, as RFC 9457 wants it, with a stable code. */
record Problem(int status, String code, String title, String detail) {

  private static final JsonWriter<Occurrence> JSON =
      JsonWriter.of(
          members -> {
            members.add("type", occurrence -> occurrence.problem().type());
            members.add("title", occurrence -> occurrence.problem().title());
            members.add("status", occurrence -> occurrence.problem().status());
            members.add("detail", occurrence -> occurrence.problem().detail());
            members.add("instance", Occurrence::instance);
            members.add("code", occurrence -> occurrence.problem().code());
          });

  private record Occurrence(Problem problem, String instance) {}

  static Problem of(Resolution.Refused refused) {
    Refusal refusal = refused.refusal();
    return new Problem(refusal.status(), refusal.code(), refusal.title(), refused.detail());
  }

  String type() {
    return "urn:partywall:problem:" + code;
  }

  /** As JSON, for this path. */
  String json(String instance) {
    return JSON.writeToString(new Occurrence(this, instance));
  }

  /** For Spring MVC, which adds the path. */
  ProblemDetail detailed() {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
    problem.setType(URI.create(type()));
    problem.setTitle(title);
    problem.setProperty("code", code);
    return problem;
  }
}
