package dev.partywall.spring.boot.host;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.TenantChange;
import dev.partywall.fleet.TenantNotFoundException;
import dev.partywall.fleet.Tenants;
import dev.partywall.spring.boot.host.Needs.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tenants over HTTP. */
@RestController
@RequestMapping(HostApi.TENANTS)
final class TenantsController {

  private final Tenants tenants;
  private final TenantRequests requests;

  TenantsController(Tenants tenants, TenantRequests requests) {
    this.tenants = tenants;
    this.requests = requests;
  }

  @GetMapping
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    int most = Params.limit(limit);
    TenantName last = Params.read("after", after, TenantName::of, "Follow the link to the next page");
    List<RegisteredTenant> found = tenants.list(text, Params.state(state), last, most + 1);
    List<RegisteredTenant> page = found.subList(0, Math.min(most, found.size()));
    String next = found.size() > most ? Answers.next(request, page.getLast().tenant().name().canonical()) : null;
    return Answers.page(new TenantView.Page(page.stream().map(TenantView::of).toList(), next), next);
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Permission.WRITE)
  ResponseEntity<byte[]> create(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest request)
      throws IOException {
    String key = Params.idempotencyKey(idempotencyKey);
    Operation begun = tenants.start(requests.create(Body.of(request)), key);
    Duration wait = Waiting.asked(prefer);
    if (wait == null) {
      return Answers.operation(HttpStatus.ACCEPTED, begun, request, null);
    }
    Operation now = Waiting.forEnd(tenants, begun, wait);
    String waited = "wait=" + wait.toSeconds();
    return switch (now.state()) {
      case DONE -> Answers.created(found(now.tenant()), request, waited);
      case UNDONE -> throw notCreated(now);
      case RUNNING, UNDOING -> Answers.operation(HttpStatus.ACCEPTED, now, request, waited);
    };
  }

  private static ProblemException notCreated(Operation operation) {
    return new ProblemException(
        Problem.of(
            500,
            "tenant-not-created",
            "The tenant could not be made",
            "Nothing of it is left. Operation " + operation.id() + ": " + operation.error()));
  }

  @GetMapping("/{id}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> get(@PathVariable String id) {
    return Answers.tenant(found(id(id)));
  }

  @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Permission.WRITE)
  ResponseEntity<byte[]> change(
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      HttpServletRequest request)
      throws IOException {
    TenantId tenant = id(id);
    TenantChange change = requests.change(Body.of(request));
    Tenants expecting = Expected.of(ifMatch, tenants, tenant);
    boolean nothing = change.equals(TenantChange.NONE);
    return Answers.tenant(nothing ? found(tenant) : expecting.change(tenant, change));
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.WRITE)
  ResponseEntity<byte[]> delete(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String reason,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    if (reason == null || !TenantRequests.isLine(reason)) {
      throw ProblemException.invalid("reason", "it is missing or no line of text", "Say why, in one line");
    }
    TenantId tenant = id(id);
    return Answers.tenant(Expected.of(ifMatch, tenants, tenant).delete(tenant, reason));
  }

  @PostMapping(path = "/{id}/suspend", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Permission.WRITE)
  ResponseEntity<byte[]> suspend(
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      HttpServletRequest request)
      throws IOException {
    TenantId tenant = id(id);
    String reason = requests.reason(Body.of(request));
    return Answers.tenant(Expected.of(ifMatch, tenants, tenant).suspend(tenant, reason));
  }

  @PostMapping("/{id}/resume")
  @Needs(Permission.WRITE)
  ResponseEntity<byte[]> resume(
      @PathVariable String id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    TenantId tenant = id(id);
    return Answers.tenant(Expected.of(ifMatch, tenants, tenant).resume(tenant));
  }

  @PostMapping("/{id}/restore")
  @Needs(Permission.WRITE)
  ResponseEntity<byte[]> restore(
      @PathVariable String id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    TenantId tenant = id(id);
    return Answers.tenant(Expected.of(ifMatch, tenants, tenant).restore(tenant));
  }

  @PostMapping("/{id}/purge")
  @Needs(Permission.PURGE)
  ResponseEntity<byte[]> purge(
      @PathVariable String id,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      HttpServletRequest request) {
    TenantId tenant = id(id);
    Operation begun = Expected.of(ifMatch, tenants, tenant).startPurge(tenant);
    Duration wait = Waiting.asked(prefer);
    Operation now = wait == null ? begun : Waiting.forEnd(tenants, begun, wait);
    HttpStatus status = wait != null && Waiting.hasEnded(now) ? HttpStatus.OK : HttpStatus.ACCEPTED;
    return Answers.operation(status, now, request, wait == null ? null : "wait=" + wait.toSeconds());
  }

  private RegisteredTenant found(TenantId id) {
    return tenants.find(id).orElseThrow(() -> new TenantNotFoundException(id));
  }

  private TenantId id(String text) {
    String action = "Give the id of a tenant, as its representation has it";
    return Objects.requireNonNull(Params.read("id", text, requests::id, action));
  }
}
