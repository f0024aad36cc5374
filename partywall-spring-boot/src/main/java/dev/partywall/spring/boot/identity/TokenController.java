package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.identity.Identity;
import dev.partywall.identity.LogIn;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives a token for a name and a password of whoever the address is for. */
@RestController
final class TokenController {

  private final Identity identity;
  private final IdentityTokens tokens;

  TokenController(Identity identity, IdentityTokens tokens) {
    this.identity = identity;
    this.tokens = tokens;
  }

  @PostMapping(
      path = {"${partywall.identity.path:/identity}/token", "/host${partywall.identity.path:/identity}/token"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> token(@RequestBody Map<String, @Nullable String> body) {
    return answer(PasswordController.text(body, "user"), PasswordController.text(body, "password"));
  }

  @PostMapping(
      path = {"${partywall.identity.path:/identity}/token", "/host${partywall.identity.path:/identity}/token"},
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<Object> token(@RequestParam String user, @RequestParam String password) {
    return answer(user, password);
  }

  private ResponseEntity<Object> answer(String name, String password) {
    LogIn answer = identity.logIns().attempt(name, password);
    return LogInAnswers.of(
        answer,
        _ ->
            ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                    Map.of(
                        "access_token", tokens.issue(IdentityLogIn.user(Tenancy.current(), answer)),
                        "token_type", "Bearer",
                        "expires_in", tokens.lifetime().toSeconds())));
  }
}
