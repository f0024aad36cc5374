package dev.partywall.spring.boot.host;

import dev.partywall.spring.boot.host.Needs.Permission;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the API. */
@RestController
final class DescriptionController {

  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  private final Resource description = new ClassPathResource("openapi.yaml", DescriptionController.class);

  @GetMapping(HostApi.DESCRIPTION)
  @Needs(Permission.READ)
  ResponseEntity<Resource> description() {
    return ResponseEntity.ok().contentType(YAML).body(description);
  }
}
