package dev.partywall.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/compared.md says what is so. */
class ComparedPageTest {

  private static final Path DOCS = Path.of(Files.exists(Path.of("docs")) ? "docs" : "../docs");

  private static String page;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(DOCS.resolve("compared.md"));
  }

  @Test
  void theNumbersAreRightAndTheTestsAreThere() {
    assertThat(new ComparedPage(page, DOCS).mistakes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'[ScopeTest].outside', '[ScopeTest].inside', there is no test [ScopeTest].inside",
    "'[ScopeTest].outside', '[ScopesTest].outside', leads nowhere",
    "'[ScopeTest].outside', 'ScopeTest.outside', is no link to a test",
    "core/ScopeTest.java, core/ScopesTest.java, There is no file",
    "'[ScopeTest]: ', '[ScopesTest]: ', ScopesTest is not used",
    "| 3 | ids, | 4 | ids, each behaviour from 1 to 121",
    "better: , worse: , no verdict",
    "'left out: ', 'left out, ', no verdict",
    "says | same |, says | better: so |, does not say | ABP",
  })
  void aMistakeIsFound(String right, String wrong, String finding) {
    int place = page.indexOf(right);
    String spoilt = page.substring(0, place) + wrong + page.substring(place + right.length());
    assertThat(new ComparedPage(spoilt, DOCS).mistakes()).anyMatch(mistake -> mistake.contains(finding));
  }
}
