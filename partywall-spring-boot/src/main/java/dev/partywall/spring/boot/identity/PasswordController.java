package dev.partywall.spring.boot.identity;

import dev.partywall.identity.Identity;
import dev.partywall.identity.LogIn;
import dev.partywall.identity.PasswordRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** Changes a password by the one that was good until now, also a one-time password, with which nobody can log in. */
@RestController
final class PasswordController {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Change the password</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <style>body{font-family:sans-serif;max-width:22em;margin:4em auto;padding:0 1em}
      label,input,button{display:block;width:100%;box-sizing:border-box;margin:.4em 0}</style></head>
      <body><h1>Change the password</h1><p>{message}</p>
      <form method="post"><label>Name<input name="user" autocomplete="username" value="{user}" required></label>
      <label>Present password<input name="password" type="password" autocomplete="current-password" required></label>
      <label>New password<input name="new_password" type="password" autocomplete="new-password" required></label>
      <button>Change</button></form></body></html>
      """;

  private final Identity identity;

  PasswordController(Identity identity) {
    this.identity = identity;
  }

  @PostMapping(
      path = {"${partywall.identity.path:/identity}/password", "/host${partywall.identity.path:/identity}/password"},
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> change(@RequestBody Map<String, @Nullable String> body) {
    try {
      LogIn answer =
          identity.logIns().changePassword(text(body, "user"), text(body, "password"), text(body, "new_password"));
      return LogInAnswers.of(answer, _ -> ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build());
    } catch (PasswordRefusedException e) {
      return Problems.of(
          HttpStatus.UNPROCESSABLE_CONTENT, e.code(), "The password is refused", String.valueOf(e.getMessage()));
    }
  }

  @GetMapping({"${partywall.identity.path:/identity}/password", "/host${partywall.identity.path:/identity}/password"})
  ResponseEntity<byte[]> page(@RequestParam(defaultValue = "") String user) {
    return html(HttpStatus.OK, "", user);
  }

  @PostMapping(
      path = {"${partywall.identity.path:/identity}/password", "/host${partywall.identity.path:/identity}/password"},
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<byte[]> submit(
      @RequestParam String user,
      @RequestParam String password,
      @RequestParam("new_password") String wanted,
      HttpServletRequest request) {
    try {
      return switch (identity.logIns().changePassword(user, password, wanted)) {
        case LogIn.Succeeded _, LogIn.ChangeRequired _ ->
            ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(request.getContextPath() + "/login"))
                .build();
        case LogIn.Failed _, LogIn.Barred _ -> html(HttpStatus.OK, "Name or password is wrong.", user);
        case LogIn.LockedOut _ -> html(HttpStatus.OK, "There were too many failures. Try again later.", user);
      };
    } catch (PasswordRefusedException e) {
      return html(HttpStatus.OK, String.valueOf(e.getMessage()), user);
    }
  }

  private static ResponseEntity<byte[]> html(HttpStatus status, String message, String user) {
    String page =
        PAGE.replace("{message}", HtmlUtils.htmlEscape(message)).replace("{user}", HtmlUtils.htmlEscape(user));
    return ResponseEntity.status(status)
        .cacheControl(CacheControl.noStore())
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
        .body(page.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Map<String, @Nullable String> body, String name) {
    String value = body.get(name);
    return value == null ? "" : value;
  }
}
