package dev.partywall.spring.boot.app;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Speaks plain HTTP over a socket, so that tests can send what clients of good manners refuse to. */
public record Http(int port) {

  /** A response as received. */
  public record Response(int status, List<String> headers, String body) {

    public Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(header -> header.substring(prefix.length()).strip())
          .findFirst();
    }
  }

  /** What a browser sends along after these responses: what they set and did not remove, in this order. */
  public static String cookies(Response... responses) {
    java.util.Map<String, String> jar = new java.util.LinkedHashMap<>();
    for (Response response : responses) {
      response.headers().stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("set-cookie:"))
          .map(header -> header.substring("set-cookie:".length()).strip())
          .forEach(
              cookie -> {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                if (cookie.contains("Max-Age=0")) {
                  jar.remove(pair[0]);
                } else {
                  jar.put(pair[0], pair[1]);
                }
              });
    }
    return "Cookie: "
        + jar.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(java.util.stream.Collectors.joining("; "));
  }

  public Response get(String path, String... headers) {
    return send("GET", path, headers);
  }

  /** A request with a body of this media type. */
  public Response post(String path, String type, String body, String... headers) {
    List<String> all = new java.util.ArrayList<>(List.of(headers));
    all.add("Content-Type: " + type);
    all.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    return send("POST", path, body, all.toArray(String[]::new));
  }

  public Response send(String method, String path, String... headers) {
    return send(method, path, "", headers);
  }

  /** One request on a connection of its own. HTTP/1.0, so that the body is not chunked. */
  private Response send(String method, String path, String body, String[] headers) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String host = lines.toLowerCase(Locale.ROOT).contains("host:") ? "" : "Host: localhost:" + port + "\r\n";
      String request = method + " " + path + " HTTP/1.0\r\n" + host + lines + "\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  private static Response parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> head = text.substring(0, end).lines().toList();
    int status = Integer.parseInt(head.getFirst().split(" ")[1]);
    return new Response(status, head.subList(1, head.size()), text.substring(end + 4));
  }
}
