package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.cache.RedisTokenStore;
import dev.partywall.core.DatasourceName;
import dev.partywall.core.Intent;
import dev.partywall.core.Scope;
import dev.partywall.core.SessionToken;
import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.TenantSession;
import dev.partywall.jdbc.DatasourceSet;
import dev.partywall.jdbc.PoolSettings;
import dev.partywall.jdbc.Routing;
import dev.partywall.jdbc.door.TenantDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One process of the application: serves requests, one line each, over a socket. {@code R contender session tenant row}
 * reads and {@code W} writes; the answer is the version, and whether it was loaded.
 */
public final class NodeMain {

  private static final Routing ROUTING = Routing.builder().maxLag(Duration.ofSeconds(3)).build();
  private static final int POOL_SIZE = 4;
  private static final long TOKEN_SECONDS = 2;

  private final List<Copies> contenders;

  private NodeMain(List<Copies> contenders) {
    this.contenders = contenders;
  }

  /** {@code REDIS-URL USER PASSWORD WRITER-URL READER-URL…}. Prints its port, and ends when its input does. */
  public static void main(String[] arguments) throws Exception {
    NodeMain node = new NodeMain(contenders(List.of(arguments)));
    try (ServerSocket socket = new ServerSocket(0, 1_000)) {
      System.out.println("port " + socket.getLocalPort());
      Thread _ = Thread.ofVirtual().start(() -> node.accept(socket));
      while (System.in.read() >= 0) {
        // Until the parent ends.
      }
    }
    System.exit(0);
  }

  private static List<Copies> contenders(List<String> arguments) {
    String redis = arguments.getFirst();
    List<PoolSettings> pools =
        arguments.stream()
            .skip(3)
            .map(url -> PoolSettings.of(url, arguments.get(1), arguments.get(2)).withMaximumSize(POOL_SIZE))
            .toList();
    DatasourceSet set =
        DatasourceSet.of(DatasourceName.MAIN, pools.getFirst(), pools.subList(1, pools.size())).withRouting(ROUTING);
    List<Copies> contenders = new ArrayList<>();
    for (String name : Coherence.CONTENDERS) {
      RedisTokenStore store = RedisTokenStore.builder(redis).prefix(name + "-tokens").keep(ROUTING.keep()).build();
      TenantDataSource door = TenantDataSource.builder().datasource(set).tokenStore(store).build();
      contenders.add(contender(name, new Counters(door), redis));
    }
    return contenders;
  }

  private static Copies contender(String name, Counters counters, String redis) {
    return switch (name) {
      case "partywall" -> {
        LayeredCaches caches = LayeredCaches.builder().redis(redis).keep(ROUTING.keep()).build();
        caches.use(counters.door().sessions());
        counters.door().listen(caches);
        yield new LayeredCopies(counters, caches);
      }
      case "double_delete" -> new CacheAside(name, counters, redis, true);
      case "cache_aside" -> new CacheAside(name, counters, redis, false);
      case "jetcache" -> new JetCacheCopies(counters, redis);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private void accept(ServerSocket socket) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (true) {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // The process ends.
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(answer(line.split(" ")));
      }
    } catch (IOException e) {
      // The caller is gone.
    }
  }

  private String answer(String[] words) {
    try {
      Copies copies = contenders.get(Integer.parseInt(words[1]));
      boolean writes = words[0].equals("W");
      Tenant tenant = Tenant.of(Long.parseLong(words[3]), "tenant-" + words[3]);
      long row = Long.parseLong(words[4]);
      return Scope.empty()
          .with(Tenancy.of(tenant))
          .with(new TenantSession(words[2], tenant.id()))
          .with(writes ? Intent.WRITE : Intent.READ)
          .<String, Exception>call(() -> writes ? written(copies, row) : read(copies, row));
    } catch (Exception e) {
      return "failed " + Stream.of(String.valueOf(e).split("\\R")).findFirst().orElse("");
    }
  }

  private static String read(Copies copies, long row) throws SQLException {
    Copies.Seen seen = copies.read(row);
    return seen.version() + (seen.loaded() ? " loaded" : " copy");
  }

  /** A writing request is answered when its token is stored, or else with an error: there are no cookies here. */
  private static String written(Copies copies, long row) throws Exception {
    long version = copies.write(row);
    SessionToken _ = Scope.current().writes().settled().get(TOKEN_SECONDS, TimeUnit.SECONDS);
    AcknowledgedTokens.check(Scope.current().session());
    return version + " written";
  }
}
