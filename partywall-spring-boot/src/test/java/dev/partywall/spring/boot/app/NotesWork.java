package dev.partywall.spring.boot.app;

import dev.partywall.spring.boot.async.ForEachTenant;
import dev.partywall.spring.boot.async.ForHost;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.annotation.Transactional;

/** Work on notes outside of requests. */
public class NotesWork {

  private final JdbcClient jdbc;

  NotesWork(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a note for each tenant. */
  @ForEachTenant
  @Transactional
  public void addForEach(String text) {
    jdbc.sql("insert into note (id, text) values (?, ?)").param(7).param(text).update();
    if (text.equals("fails for acme") && Seen.tenancyNow().equals("acme")) {
      throw new IllegalStateException("planted");
    }
  }

  /** Reads a tenant's table as the host, which has no rows there. */
  @ForHost
  public long countAsHost() {
    return count();
  }

  /** Says nothing of whom it is for. */
  public long count() {
    return jdbc.sql("select count(*) from note").query(Long.class).single();
  }

  /** Counts on another thread. */
  @Async
  public CompletableFuture<Long> countLater() {
    return CompletableFuture.completedFuture(count());
  }
}
