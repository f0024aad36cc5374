package dev.partywall.spring.boot.host;

import dev.partywall.fleet.Operation;
import dev.partywall.fleet.Tenants;
import dev.partywall.spring.boot.host.Needs.Permission;
import dev.partywall.spring.boot.host.TenantView.OperationView;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What goes on with tenants, over HTTP. */
@RestController
@RequestMapping(HostApi.OPERATIONS)
final class OperationsController {

  private final Tenants tenants;
  private final ProgressStreams streams;

  OperationsController(Tenants tenants, ProgressStreams streams) {
    this.tenants = tenants;
    this.streams = streams;
  }

  @GetMapping("/{id}")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> get(@PathVariable String id) {
    return Answers.json(OperationView.of(found(id)));
  }

  @GetMapping(
      path = "/{id}/events",
      produces = {MediaType.TEXT_EVENT_STREAM_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
  @Needs(Permission.READ)
  ResponseEntity<SseEmitter> events(
      @PathVariable String id,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      HttpServletResponse response) {
    Operation operation = found(id);
    Told told = Told.of(lastEventId);
    if (told.ended()) {
      // What makes a client of events stop asking.
      return ResponseEntity.noContent().build();
    }
    // Proxies that collect responses would keep the events to themselves.
    return ResponseEntity.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .body(streams.open(operation.id(), told));
  }

  private Operation found(String id) {
    return uuid(id)
        .flatMap(tenants::operation)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(404, "operation-unknown", "There is no such operation", "No operation has this id.")));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
