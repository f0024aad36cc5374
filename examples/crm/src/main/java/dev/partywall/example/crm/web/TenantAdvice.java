package dev.partywall.example.crm.web;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantDirectory;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the templates whose page they render and which others there are; the controllers need not know. */
@ControllerAdvice(assignableTypes = {HomeController.class, FragmentController.class})
class TenantAdvice {

  private final TenantDirectory directory;

  TenantAdvice(TenantDirectory directory) {
    this.directory = directory;
  }

  @ModelAttribute("tenant")
  @Nullable TenantChoice tenant() {
    return Tenancy.find().flatMap(Tenancy::tenant).map(TenantChoice::of).orElse(null);
  }

  @ModelAttribute("tenants")
  List<TenantChoice> tenants() {
    try (Stream<Tenant> tenants = directory.tenants()) {
      return tenants.sorted(Comparator.comparing(Tenant::name)).map(TenantChoice::of).toList();
    }
  }
}
