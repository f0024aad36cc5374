package dev.partywall.spring.boot.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API, which holds each answer against the description. */
final class HostClient {

  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  /** What was asked for and answered, in all tests. */
  static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  private static final Description DESCRIPTION = new Description();

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;
  private final List<String> headers;

  private HostClient(int port, List<String> headers) {
    this.port = port;
    this.headers = headers;
  }

  static HostClient on(int port) {
    return new HostClient(port, List.of());
  }

  /** Logs in; the password is the name. */
  HostClient as(String user) {
    byte[] both = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
    return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  HostClient with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new HostClient(port, more);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path) {
    return send("POST", path, "");
  }

  Answer post(String path, String json) {
    return with("Content-Type", "application/json").send("POST", path, json);
  }

  Answer patch(String path, String json) {
    return with("Content-Type", "application/json").send("PATCH", path, json);
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer send(String method, String path, String body) {
    try {
      HttpResponse<String> response = http.send(request(method, path, body), BodyHandlers.ofString());
      if (path.startsWith(HostApi.BASE) && response.statusCode() != 401) {
        SEEN.add(DESCRIPTION.check(method, path, body, response));
      }
      return new Answer(response);
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer that is not held against anything. */
  HttpResponse<String> raw(String method, String path) {
    try {
      return http.send(request(method, path, ""), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lines as they come, until the server ends or somebody closes. */
  HttpResponse<Stream<String>> stream(String path) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response = http.send(request("GET", path, ""), BodyHandlers.ofLines());
    SEEN.add("get " + HostApi.OPERATIONS + "/{id}/events " + response.statusCode());
    return response;
  }

  private HttpRequest request(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    return request.build();
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String at(String pointer) {
      return json().at(pointer).asString();
    }

    /** The fields that are wrong, in order. */
    List<String> wrong() {
      return json().at("/errors").values().stream().map(error -> error.get("field").asString()).toList();
    }
  }
}
