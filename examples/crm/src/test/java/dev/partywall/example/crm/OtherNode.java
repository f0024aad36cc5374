package dev.partywall.example.crm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application as a process of its own. */
final class OtherNode implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final int port;

  private OtherNode(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static OtherNode start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrmApplication.class.getName(),
                "--spring.profiles.active=demo",
                "--logging.threshold.console=info",
                "--server.port=0"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new OtherNode(process, port(process));
  }

  private static int port(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      all.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread _ = Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IllegalStateException("The node ended:\n" + all);
  }

  Api api() {
    return Api.on(port);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
