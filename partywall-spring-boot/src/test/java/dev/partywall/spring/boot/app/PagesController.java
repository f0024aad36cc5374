package dev.partywall.spring.boot.app;

import dev.partywall.spring.boot.routing.UseReader;
import dev.partywall.spring.boot.routing.UseWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Reads and writes pages, in each of the ways by which a node is chosen. */
@RestController
public class PagesController {

  private final Pages pages;
  private final FreshPages fresh;
  private final LatePages late;
  private final RestClient others;

  PagesController(Pages pages, FreshPages fresh, LatePages late, RestClient.Builder others) {
    this.others = others.build();
    this.pages = pages;
    this.fresh = fresh;
    this.late = late;
  }

  @GetMapping("/pages/{id}")
  String get(@PathVariable long id) {
    return pages.read(id);
  }

  @PutMapping("/pages/{id}")
  void put(@PathVariable long id, @RequestParam String text) {
    pages.write(id, text);
  }

  @PutMapping("/pages/{id}/echo")
  String putAndEcho(@PathVariable long id, @RequestParam String text) {
    pages.write(id, text);
    return text;
  }

  @PutMapping("/pages/{id}/streamed")
  StreamingResponseBody putAndStream(@PathVariable long id, @RequestParam String text) {
    pages.write(id, text);
    return out -> out.write(new byte[100_000]);
  }

  @GetMapping("/pages/{id}/visit")
  void visit(@PathVariable long id, @RequestParam String text) {
    pages.write(id, text);
  }

  @GetMapping("/pages/{id}/late")
  String putLate(@PathVariable long id, @RequestParam String text) throws ExecutionException, InterruptedException {
    late.write(id, text).get();
    return pages.read(id);
  }

  @PostMapping("/pages/{id}/query")
  String query(@PathVariable long id) {
    return pages.read(id);
  }

  @UseReader
  @PostMapping("/pages/{id}/search")
  public String search(@PathVariable long id) {
    return pages.read(id);
  }

  @GetMapping("/pages/{id}/fresh")
  String fresh(@PathVariable long id) {
    return fresh.read(id);
  }

  @GetMapping("/pages/{id}/any")
  String any(@PathVariable long id) {
    return fresh.readAny(id);
  }

  @GetMapping("/pages/{id}/report")
  String report(@PathVariable long id) {
    return pages.report(id);
  }

  @PostMapping("/pages/{id}/report")
  String reportOfPost(@PathVariable long id) {
    return pages.report(id);
  }

  @PutMapping("/pages/{id}/broken")
  void broken(@PathVariable long id, @RequestParam String text) {
    pages.write(id, text);
    throw new IllegalStateException("planted");
  }

  /** Writes here and reads over there. */
  @PutMapping("/pages/{id}/here")
  String putHere(@PathVariable long id, @RequestParam String text, @RequestParam int port) {
    pages.write(id, text);
    return String.valueOf(
        others
            .get()
            .uri("http://localhost:" + port + "/pages/" + id)
            .header("X-Tenant", "acme")
            .retrieve()
            .body(String.class));
  }

  /** Writes over there and reads here. */
  @GetMapping("/pages/{id}/there")
  String putThere(@PathVariable long id, @RequestParam String text, @RequestParam int port) {
    others
        .put()
        .uri("http://localhost:" + port + "/pages/" + id + "?text=" + text)
        .header("X-Tenant", "acme")
        .retrieve()
        .toBodilessEntity();
    return pages.read(id);
  }

  /** Pages of a database. */
  @Service
  public static class Pages {
    private final JdbcClient jdbc;

    Pages(JdbcClient jdbc) {
      this.jdbc = jdbc;
    }

    public String read(long id) {
      return body(id);
    }

    private String body(long id) {
      return jdbc.sql("select text from page where id = ?").param(id).query(String.class).optional().orElse("none");
    }

    @Transactional(readOnly = true)
    public String report(long id) {
      return body(id);
    }

    @Transactional
    public void write(long id, String text) {
      jdbc.sql(
              "insert into page (id, text) values (?, ?) on conflict (tenant_id, id) do update set text = excluded.text")
          .param(id)
          .param(text)
          .update();
    }
  }

  /** Reads from the writer, but for one method. */
  @UseWriter
  @Service
  public static class FreshPages {
    private final Pages pages;

    FreshPages(Pages pages) {
      this.pages = pages;
    }

    public String read(long id) {
      return pages.read(id);
    }

    @UseReader
    public String readAny(long id) {
      return pages.read(id);
    }
  }

  /** Writes on another thread. */
  @Service
  public static class LatePages {
    private final Pages pages;

    LatePages(Pages pages) {
      this.pages = pages;
    }

    @Async
    public CompletableFuture<String> write(long id, String text) {
      pages.write(id, text);
      return CompletableFuture.completedFuture(text);
    }
  }
}
