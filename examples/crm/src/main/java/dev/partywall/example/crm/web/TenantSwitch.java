package dev.partywall.example.crm.web;

import dev.partywall.core.TenantName;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Remembers in a cookie which tenant the browser wants to see. */
@Controller
class TenantSwitch {

  @PostMapping("/tenant")
  ResponseEntity<Void> choose(@RequestParam(defaultValue = "") String name) {
    boolean chosen = TenantName.parse(name).isPresent();
    ResponseCookie cookie =
        ResponseCookie.from("tenant", chosen ? name : "")
            .maxAge(chosen ? -1 : 0)
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
