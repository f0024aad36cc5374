package dev.partywall.example.crm.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where a Chromium can come from, in the order in which they are tried. */
enum ChromiumSource {
  /** One that is installed. */
  MACHINE {
    @Override
    Optional<Path> provide() throws UnavailableException {
      return Optional.of(installed().orElseThrow(() -> new UnavailableException("none of " + NAMES + " is installed")));
    }
  },

  /** The one that Playwright downloads; Playwright knows where it is. */
  PLAYWRIGHT_DOWNLOAD {
    @Override
    Optional<Path> provide() throws UnavailableException {
      run(
          Duration.ofMinutes(4),
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"),
          "com.microsoft.playwright.CLI",
          "install",
          "chromium");
      return Optional.empty();
    }
  },

  /** Debian's package, which only root can install. */
  DEBIAN_PACKAGE {
    @Override
    Optional<Path> provide() throws UnavailableException {
      if (!Files.exists(Path.of("/etc/debian_version")) || !System.getProperty("user.name").equals("root")) {
        throw new UnavailableException("this is not root on Debian");
      }
      run(Duration.ofMinutes(3), "apt-get", "update");
      run(Duration.ofMinutes(8), "apt-get", "install", "-y", "--no-install-recommends", "chromium");
      return MACHINE.provide();
    }
  };

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome");
  private static final List<Path> ELSEWHERE =
      List.of(
          Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
          Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));

  /**
   * Finds or fetches it.
   *
   * @return the program, or empty if Playwright knows it
   * @throws UnavailableException if it is not to be had this way
   */
  abstract Optional<Path> provide() throws UnavailableException;

  private static Optional<Path> installed() {
    Stream<Path> onPath =
        NAMES.stream()
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(folder -> Path.of(folder, name)));
    return Stream.concat(onPath, ELSEWHERE.stream()).filter(Files::isExecutable).findFirst();
  }

  private static void run(Duration limit, String... command) throws UnavailableException {
    try {
      Path output = Files.createTempFile("chromium", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      List<String> lines = Files.readAllLines(output);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        throw new UnavailableException(
            "'%s %s' %s: %s"
                .formatted(
                    command[0].substring(command[0].lastIndexOf('/') + 1),
                    command[command.length - 1],
                    ended ? "failed with " + process.exitValue() : "took more than " + limit,
                    lines.stream().filter(line -> !line.isBlank()).reduce((first, last) -> last).orElse("no output")));
      }
    } catch (IOException e) {
      throw new UnavailableException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted");
    }
  }

  /** There is no Chromium to be had this way. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }
}
