package dev.partywall.example.crm.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A headless Chromium, wherever it comes from: the machine's own; else Playwright's download; else, as root on Debian,
 * the distribution's package. The first that starts is taken.
 */
public final class Chromium implements AutoCloseable {

  /** What a container and a root user need, and nothing that calls home. */
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts the browser.
   *
   * @throws IllegalStateException if there is none and none can be had; its message says what was tried
   */
  public static Chromium start() {
    Playwright playwright =
        Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    List<String> failures = new ArrayList<>();
    for (ChromiumSource source : ChromiumSource.values()) {
      try {
        return new Chromium(playwright, launch(playwright, source.provide()));
      } catch (ChromiumSource.UnavailableException | PlaywrightException e) {
        failures.add("- " + source + ": " + e.getMessage());
      }
    }
    playwright.close();
    throw new IllegalStateException(
        "There is no Chromium for the browser tests; install one, for example the package 'chromium'. Tried:\n"
            + String.join("\n", failures));
  }

  private static Browser launch(Playwright playwright, Optional<Path> executable) {
    LaunchOptions options = new LaunchOptions().setHeadless(true).setArgs(FLAGS);
    executable.ifPresent(options::setExecutablePath);
    return playwright.chromium().launch(options);
  }

  public Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
