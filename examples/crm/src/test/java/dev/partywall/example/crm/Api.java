package dev.partywall.example.crm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A client of the API. Each method that says something about requests gives a new client that says it too. */
final class Api {

  static {
    // Lets tests say for which host a request is, as a browser does for acme.localhost.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Against hanging only: nothing here is about time, and machines can be slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Map<String, String> TENANTS = Map.of("ada", "acme", "grace", "globex", "ines", "initech");

  private final HttpClient client;
  private final int port;
  private final List<String> headers;
  private final String query;

  private Api(HttpClient client, int port, List<String> headers, String query) {
    this.client = client;
    this.port = port;
    this.headers = headers;
    this.query = query;
  }

  static Api on(int port) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    return new Api(client, port, List.of(), "");
  }

  /** Names the tenant by the header. */
  Api of(String tenant) {
    return withHeader("X-Tenant", tenant);
  }

  Api withHeader(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Api(client, port, List.copyOf(more), query);
  }

  Api withQuery(String query) {
    return new Api(client, port, headers, query);
  }

  Api onHost(String host) {
    return withHeader("Host", host + ":" + port);
  }

  /** Logs in as one of the demo's users, by a token that is got where the user belongs to. */
  Api loggedIn(String user) {
    Api fresh = new Api(client, port, List.of(), "");
    String tenant = TENANTS.get(user);
    return tenant == null
        ? withToken(fresh.token("/host/identity/token", user, user))
        : withToken(fresh.of(tenant).token("/identity/token", user, user));
  }

  Api withToken(String token) {
    return withHeader("Authorization", "Bearer " + token);
  }

  /** A token for a name and a password of whoever this client's requests are for. */
  String token(String path, String user, String password) {
    return post(path, "{\"user\": \"%s\", \"password\": \"%s\"}".formatted(user, password)).at("/access_token");
  }

  /** Sends a name and a password with each request. */
  Api withPassword(String user, String password) {
    String credentials = user + ":" + password;
    return withHeader(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  Answer post(String path, String json) {
    return withHeader("Content-Type", "application/json").send("POST", path, BodyPublishers.ofString(json));
  }

  Answer form(String path, String fields) {
    return withHeader("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", path, BodyPublishers.ofString(fields));
  }

  Answer patch(String path, String json) {
    return withHeader("Content-Type", "application/json").send("PATCH", path, BodyPublishers.ofString(json));
  }

  Answer delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  private Answer send(String method, String path, BodyPublisher body) {
    String address = "http://localhost:" + port + path;
    if (!query.isEmpty()) {
      address += (path.contains("?") ? "&" : "?") + query;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).method(method, body);
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
    }

    String at(String pointer) {
      return json().at(pointer).asString();
    }

    long number(String pointer) {
      return json().at(pointer).asLong();
    }
  }
}
