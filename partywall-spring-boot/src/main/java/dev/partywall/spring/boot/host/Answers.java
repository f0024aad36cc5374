package dev.partywall.spring.boot.host;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.spring.boot.host.TenantView.OperationView;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Responses, in the one way in which all of the API's are written. */
final class Answers {

  private Answers() {}

  static ResponseEntity<byte[]> json(Object body) {
    return begun(HttpStatus.OK).body(Json.bytes(body));
  }

  static ResponseEntity<byte[]> tenant(RegisteredTenant tenant) {
    return begun(HttpStatus.OK).eTag(Expected.tag(tenant)).body(Json.bytes(TenantView.of(tenant)));
  }

  /** A tenant that was made. */
  static ResponseEntity<byte[]> created(RegisteredTenant tenant, HttpServletRequest request, String waited) {
    return begun(HttpStatus.CREATED)
        .location(at(request, HostApi.TENANTS, tenant.tenant().id().toString()))
        .header("Preference-Applied", waited)
        .eTag(Expected.tag(tenant))
        .body(Json.bytes(TenantView.of(tenant)));
  }

  /** Something that goes on, or went on while the caller waited. */
  static ResponseEntity<byte[]> operation(
      HttpStatus status, Operation operation, HttpServletRequest request, @Nullable String waited) {
    ResponseEntity.BodyBuilder answer =
        begun(status).location(at(request, HostApi.OPERATIONS, operation.id().toString()));
    if (waited != null) {
      answer.header("Preference-Applied", waited);
    }
    return answer.body(Json.bytes(OperationView.of(operation)));
  }

  /**
   * A page.
   *
   * @param next where the next one is; null if there is none
   */
  static ResponseEntity<byte[]> page(Object body, @Nullable String next) {
    ResponseEntity.BodyBuilder answer = begun(HttpStatus.OK);
    if (next != null) {
      answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }
    return answer.body(Json.bytes(body));
  }

  /** The address of this request with another value of {@code after}. */
  static String next(HttpServletRequest request, String after) {
    return UriComponentsBuilder.fromPath(request.getRequestURI())
        .query(request.getQueryString())
        .replaceQueryParam(
            "after",
            UriComponentsBuilder.newInstance()
                .queryParam("v", "{v}")
                .encode()
                .buildAndExpand(after)
                .toUriString()
                .substring("?v=".length()))
        .build(true)
        .toUriString();
  }

  private static ResponseEntity.BodyBuilder begun(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noCache().cachePrivate());
  }

  private static URI at(HttpServletRequest request, String base, String id) {
    return UriComponentsBuilder.fromPath(request.getContextPath() + base).pathSegment(id).encode().build().toUri();
  }
}
