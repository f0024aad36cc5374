package dev.partywall.spring.boot.app;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class WhoController {

  @GetMapping({"/", "/who", "/private", "/host/who", "/css/who.css", "/actuatorlike", "/open/who"})
  String who() {
    return Seen.now().toString();
  }

  @PostMapping("/form")
  String form(@RequestParam String text) {
    return Seen.now() + " text=" + text;
  }
}
