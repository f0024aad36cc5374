package dev.partywall.example.crm.web;

import dev.partywall.core.TenantName;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Leads to another tenant: to its host name from a tenant's host name, else by a cookie. */
@Controller
class TenantSwitch {

  private static final String BASE_HOST = "localhost";

  @PostMapping("/tenant")
  ResponseEntity<Void> choose(@RequestParam(defaultValue = "") String name, HttpServletRequest request) {
    String chosen = TenantName.parse(name).map(TenantName::canonical).orElse("");
    return request.getServerName().endsWith("." + BASE_HOST) ? byHostName(chosen, request) : byCookie(chosen);
  }

  private static ResponseEntity<Void> byHostName(String chosen, HttpServletRequest request) {
    String address =
        UriComponentsBuilder.newInstance()
            .scheme(request.getScheme())
            .host(chosen.isEmpty() ? BASE_HOST : chosen + "." + BASE_HOST)
            .port(request.getServerPort())
            .path("/")
            .toUriString();
    return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, address).build();
  }

  private static ResponseEntity<Void> byCookie(String chosen) {
    ResponseCookie cookie =
        ResponseCookie.from("tenant", chosen)
            .maxAge(chosen.isEmpty() ? 0 : -1)
            .path("/")
            .httpOnly(true)
            .sameSite("Lax")
            .build();
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .header(HttpHeaders.LOCATION, "/")
        .build();
  }
}
