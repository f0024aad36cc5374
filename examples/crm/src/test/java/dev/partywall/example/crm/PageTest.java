package dev.partywall.example.crm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.partywall.example.crm.browser.Chromium;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Value;

/** The page at the root, in a real browser. */
class PageTest extends CrmTest {

  private static Chromium chromium;

  private BrowserContext context;
  private Page page;
  private String root;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void closeBrowser() {
    chromium.close();
  }

  @BeforeEach
  void openWindow(@Value("${local.server.port}") int port) {
    root = "http://localhost:" + port;
    context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 1000));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!URI.create(request.url()).getHost().endsWith("localhost")) {
            complaints.add("asks another server: " + request.url());
          }
        });
  }

  @AfterEach
  void closeWindow(TestInfo test) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots", test.getTestMethod().orElseThrow().getName() + ".png")));
    context.close();
  }

  @Test
  void withoutATenantThePageLetsOneChoose() {
    page.navigate(root);
    assertThat(page.locator("h1")).hasText("Whose customers?");
    assertThat(page.locator(".tenant-card .h5")).hasText(new String[] {"Acme", "Globex", "Initech"});
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Initech")).click();
    assertShows("Initech", 2);
    assertThat(page.locator("#place")).hasText("This tenant has the database initech to itself.");
    assertThat(complaints).isEmpty();
  }

  @Test
  void anotherTenantIsChosenByKeyboardAlone() {
    show("acme");
    assertShows("Acme", 0);
    page.locator("#switch").focus();
    page.keyboard().press("Enter");
    Locator globex = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Globex"));
    page.keyboard().press("ArrowDown");
    for (int i = 0; i < 5 && !globex.evaluate("item => item === document.activeElement").equals(true); i++) {
      page.keyboard().press("ArrowDown");
    }
    page.keyboard().press("Enter");
    assertShows("Globex", 1);
    page.reload();
    assertShows("Globex", 1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void theChoiceCanBeMadeAgain() {
    show("acme");
    page.locator("#switch").click();
    page.getByText("Show the choice again").click();
    assertThat(page.locator("h1")).hasText("Whose customers?");
  }

  @Test
  void theHostNameNamesTheTenant() {
    page.navigate(root.replace("localhost", "globex.localhost"));
    assertShows("Globex", 1);
    assertThat(page.locator("#revenue-total")).hasText(revenue("globex", 1997));
    assertThat(complaints).isEmpty();
  }

  @Test
  void fromATenantsHostNameTheSwitchLeadsToTheOthers() {
    page.navigate(root.replace("localhost", "globex.localhost"));
    page.locator("#switch").click();
    page.locator(".dropdown-item").filter(new Locator.FilterOptions().setHasText("Acme")).click();
    assertShows("Acme", 0);
  }

  @Test
  void theChartShowsTheTenantsRevenue() {
    show("acme");
    assertThat(page.locator("#revenue-total")).hasText(revenue("acme", 1997));
    page.selectOption("#year", "1995");
    assertThat(page.locator("#revenue-year")).hasText("1995");
    assertThat(page.locator("#revenue-total")).hasText(revenue("acme", 1995));
    assertThat(revenue("acme", 1995)).isNotEqualTo(revenue("globex", 1995));
    Object drawn =
        page.evaluate(
            """
            () => {
              const canvas = document.getElementById("revenue");
              const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              return pixels.filter(value => value > 0).length / pixels.length;
            }
            """);
    assertThat(((Number) drawn).doubleValue()).isGreaterThan(0.1);
    assertThat(complaints).isEmpty();
  }

  @Test
  void thePageTellsWhichNodeServedTheLastStatementsAndWhy() {
    show("initech");
    page.locator("#statements-refresh").click();
    assertThat(page.locator("#statements .node").first()).hasText("initech/write-1");
    assertThat(page.locator("#statements .reason").first()).hasText("only-node");
    assertThat(complaints).isEmpty();
  }

  @Test
  void thePageTellsWhatWasServedFromCopies() {
    show("initech");
    assertThat(page.locator("#revenue-total")).not().hasText("–");
    page.locator("#caches-refresh").click();
    assertThat(page.locator("#caches [data-cache=revenue] .misses")).not().hasText("0");
    String before = page.locator("#caches [data-cache=revenue] .process").innerText();
    show("initech");
    assertThat(page.locator("#revenue-total")).not().hasText("–");
    page.locator("#caches-refresh").click();
    assertThat(page.locator("#caches [data-cache=revenue] .process")).not().hasText(before);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aSearchNarrowsTheListAndSaysWhenNothingIsLeft() {
    show("globex");
    page.locator("#customer-search").fill("%09d".formatted(CUSTOMERS + 12));
    assertThat(page.locator("#customers tbody tr")).hasCount(1);
    assertThat(page.locator("#customers tbody button")).hasText(customerName(1, CUSTOMERS, 12));
    page.locator("#customer-search").fill("<b>nobody</b>");
    assertThat(page.locator("#customers .empty")).hasText("No customer’s name contains “<b>nobody</b>”.");
    page.locator("#customer-search").fill("");
    assertThat(page.locator("#customers tbody tr")).hasCount(8);
    page.locator("#order-search").fill("nobody");
    assertThat(page.locator("#orders .empty")).hasText("No order of a customer whose name contains “nobody”.");
    assertThat(complaints).isEmpty();
  }

  @Test
  void turningAPageKeepsTheFocusAndTheSearch() {
    show("acme");
    page.locator("#customer-search").fill("Customer#00000001");
    assertThat(page.locator("#customers .pager span")).hasText("Page 1 of 2");
    page.locator("#customers-next").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#customers .pager span")).hasText("Page 2 of 2");
    assertThat(page.locator("#customers tbody tr")).hasCount(2);
    assertThat(page.locator("#customers-previous")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#customers .pager span")).hasText("Page 1 of 2");
  }

  @Test
  void aCustomersDetailsOpenAndCloseByKeyboard() {
    show("initech");
    Locator first = page.locator("#customers tbody button").first();
    first.focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#customer-dialog")).hasClass(Pattern.compile(".*\\bshow\\b.*"));
    assertThat(page.locator("#customer-name")).hasText(customerName(2, CUSTOMERS, 1));
    assertThat(page.locator("#customer a[href^='mailto:']").first()).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("#customer-dialog")).isHidden();
    assertThat(first).isFocused();
    assertThat(complaints).isEmpty();
  }

  @Test
  void anErrorIsSaidAndLeavesThePageUsable() {
    show("acme");
    page.route(Pattern.compile(".*/fragments/orders.*"), route -> route.abort());
    page.locator("#orders-next").click();
    assertThat(page.locator("#problem")).hasText("The server does not answer. Is it still running?");
    page.unroute(Pattern.compile(".*/fragments/orders.*"));
    page.unrouteAll();
    page.locator("#orders-next").click();
    assertThat(page.locator("#orders .pager span")).hasText(Pattern.compile("Page 2 of .*"));
    assertThat(page.locator("#problem")).isHidden();
  }

  @Test
  void aCookieOfATenantThatIsGoneLeadsBackToTheChoice() {
    context.addCookies(List.of(new Cookie("tenant", "gone").setUrl(root)));
    page.navigate(root);
    assertThat(page.locator("h1")).hasText("There is no such tenant");
    page.getByText("Choose a tenant", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("h1")).hasText("Whose customers?");
  }

  @Test
  void anOpenPageKeepsItsTenantWhenAnotherTabSwitches() {
    show("acme");
    Page other = context.newPage();
    other.navigate(root);
    other.locator("#switch").click();
    other.locator(".dropdown-item").filter(new Locator.FilterOptions().setHasText("Globex")).click();
    assertThat(other.locator("h1")).hasText("Globex");
    page.locator("#customers-next").click();
    assertThat(page.locator("#customers tbody button").first()).hasText(customerName(0, CUSTOMERS, 9));
  }

  @Test
  void onAPhoneNothingStandsOut() {
    page.setViewportSize(360, 740);
    show("acme");
    assertThat(page.locator("#revenue-total")).hasText(revenue("acme", 1997));
    assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(360);
  }

  private void show(String tenant) {
    context.addCookies(List.of(new Cookie("tenant", tenant).setUrl(root)));
    page.navigate(root);
  }

  private void assertShows(String title, int slice) {
    assertThat(page.locator("h1")).hasText(title);
    assertThat(page.locator("#tenant-title")).hasText(title);
    assertThat(page.locator("#customer-count")).hasText(String.valueOf(CUSTOMERS));
    assertThat(page.locator("#customers tbody button").first()).hasText(customerName(slice, CUSTOMERS, 1));
  }

  private String revenue(String tenant, int year) {
    return String.format(
        Locale.ROOT,
        "%,d",
        api.of(tenant)
            .get("/api/reports/revenue?year=" + year)
            .json()
            .at("/total")
            .decimalValue()
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact());
  }
}
