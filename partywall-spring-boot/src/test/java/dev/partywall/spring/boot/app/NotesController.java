package dev.partywall.spring.boot.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Reads and writes notes without a word of tenants. */
@RestController
public class NotesController {

  private final JdbcClient jdbc;

  NotesController(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @GetMapping({"/notes", "/css/notes"})
  public String notes() {
    List<String> texts = jdbc.sql("select text from note order by id").query(String.class).list();
    return String.join(",", texts);
  }

  @GetMapping("/notes/later")
  Callable<String> later() {
    return this::notes;
  }

  @GetMapping("/notes/stream")
  StreamingResponseBody stream() {
    return out -> out.write(notes().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @PostMapping("/notes")
  int add(@RequestParam String text) {
    return jdbc.sql("insert into note (id, text) values (?, ?)").param(9).param(text).update();
  }

  @PostMapping("/notes/foreign")
  int addForeign() {
    return jdbc.sql("insert into note (id, tenant_id, text) values (?, ?, ?)").param(8).param(2L).param("x").update();
  }

  @GetMapping("/notes/refused")
  int refused() {
    return jdbc.sql("truncate note").update();
  }
}
