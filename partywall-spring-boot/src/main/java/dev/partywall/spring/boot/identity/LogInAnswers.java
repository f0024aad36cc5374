package dev.partywall.spring.boot.identity;

import dev.partywall.identity.Account;
import dev.partywall.identity.LogIn;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What a client is told of a log-in. */
final class LogInAnswers {

  private LogInAnswers() {}

  static ResponseEntity<Object> of(LogIn answer, Function<Account, ResponseEntity<Object>> succeeded) {
    return switch (answer) {
      case LogIn.Succeeded(var account) -> succeeded.apply(account);
      case LogIn.Failed() ->
          Problems.of(HttpStatus.UNAUTHORIZED, "log-in-failed", "The log-in failed", "Name or password is wrong.");
      case LogIn.LockedOut() ->
          Problems.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "log-in-locked-out",
              "There were too many failures",
              "Log-ins by this name are not looked at for a while.");
      case LogIn.ChangeRequired(var user) ->
          Problems.of(
              HttpStatus.FORBIDDEN,
              "password-change-required",
              "The password has to be changed",
              "This password is good for nothing but to be changed.");
      case LogIn.Barred(var user) ->
          Problems.of(
              HttpStatus.FORBIDDEN, "user-barred", "The user is barred", "An administrator has locked or disabled it.");
    };
  }
}
