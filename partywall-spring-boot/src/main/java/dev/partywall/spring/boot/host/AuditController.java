package dev.partywall.spring.boot.host;

import dev.partywall.core.TenantId;
import dev.partywall.fleet.Tenants;
import dev.partywall.fleet.Tenants.AuditEntry;
import dev.partywall.spring.boot.host.Needs.Permission;
import dev.partywall.spring.boot.host.TenantView.AuditPage;
import dev.partywall.spring.boot.host.TenantView.AuditView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the host did, over HTTP. */
@RestController
@RequestMapping(HostApi.AUDIT)
final class AuditController {

  private final Tenants tenants;
  private final TenantRequests requests;

  AuditController(Tenants tenants, TenantRequests requests) {
    this.tenants = tenants;
    this.requests = requests;
  }

  @GetMapping
  @Needs(Permission.READ)
  ResponseEntity<byte[]> list(
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit,
      HttpServletRequest request) {
    int most = Params.limit(limit);
    TenantId id = Params.read("tenant", tenant, requests::id, "Give the id of a tenant");
    Long before = Params.read("after", after, Long::valueOf, "Follow the link to the next page");
    List<AuditEntry> found = tenants.audit(id, before, most + 1);
    List<AuditEntry> page = found.subList(0, Math.min(most, found.size()));
    String next = found.size() > most ? Answers.next(request, Long.toString(page.getLast().id())) : null;
    return Answers.page(new AuditPage(page.stream().map(AuditView::of).toList(), next), next);
  }
}
