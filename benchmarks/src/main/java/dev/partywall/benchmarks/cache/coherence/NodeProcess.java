package dev.partywall.benchmarks.cache.coherence;

import dev.partywall.test.PostgresCluster;
import dev.partywall.test.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that serves requests, seen from who starts it. */
final class NodeProcess implements AutoCloseable {

  private final Process process;
  private final int port;

  private NodeProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static NodeProcess start(PostgresCluster cluster, String database, String redis) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    TestDatabase writer = cluster.writer().database(database);
    command.addAll(List.of(NodeMain.class.getName(), redis, writer.username(), writer.password(), writer.jdbcUrl()));
    for (int standby = 0; standby < Coherence.STANDBYS; standby++) {
      command.add(cluster.standby(standby).database(database).jdbcUrl());
    }
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("port ")) {
        int port = Integer.parseInt(line.substring("port ".length()));
        Thread _ = Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return new NodeProcess(process, port);
      }
    }
    throw new IOException("A process of the application did not start");
  }

  /** A connection to it, for one request after another. */
  Line line() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return new Line(
        socket,
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
        new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
  }

  /** A connection. */
  record Line(Socket socket, BufferedReader in, PrintWriter out) implements AutoCloseable {

    /**
     * Sends a request.
     *
     * @return the version, and where it came from
     * @throws IOException if the request failed
     */
    String[] ask(String request) throws IOException {
      out.println(request);
      String answer = in.readLine();
      if (answer == null || answer.startsWith("failed")) {
        throw new IOException(String.valueOf(answer));
      }
      return answer.split(" ");
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }
}
