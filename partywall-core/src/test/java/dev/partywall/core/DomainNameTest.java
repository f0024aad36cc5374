package dev.partywall.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {

  @ParameterizedTest
  @CsvSource({
    "acme.example.com, acme.example.com",
    "ACME.Example.COM, acme.example.com",
    "acme.example.com., acme.example.com",
    "my_service, my_service",
    "xn--mller-kva.example, xn--mller-kva.example",
    "1acme.example, 1acme.example",
  })
  void oneComparableFormForEverySpelling(String given, String comparable) {
    assertThat(DomainName.parse(given)).map(DomainName::value).contains(comparable);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a..b",
        ".a",
        "a..",
        "-a.com",
        "a-.com",
        "a b.com",
        "a/b",
        "user@a.com",
        "a:80",
        "127.0.0.1",
        "0x7f.1",
        "2130706433",
        "acme.5",
        "[::1]",
        "::1",
        "müller.example",
        "ａcme.example",
        "a.com\n",
        "a\u0000.com",
        "a%2e.com"
      })
  void whatIsNoDomainNameInARequestIsNotRepaired(String given) {
    assertThat(DomainName.parse(given)).isEmpty();
  }

  @Test
  void aLabelHasAtMost63CharactersAndANameAtMost253() {
    String label = "a".repeat(63);
    assertThat(DomainName.parse(label + ".com")).isPresent();
    assertThat(DomainName.parse(label + "a.com")).isEmpty();
    String longest = String.join(".", label, label, label, "a".repeat(61));
    assertThat(longest).hasSize(253);
    assertThat(DomainName.parse(longest)).isPresent();
    assertThat(DomainName.parse(longest + "a")).isEmpty();
  }

  @Test
  void anOperatorMayWriteAnyScript() {
    assertThat(DomainName.of("Müller.Example")).isEqualTo(DomainName.of("xn--mller-kva.example"));
    assertThatIllegalArgumentException().isThrownBy(() -> DomainName.of("http://müller.example"));
  }

  @Test
  void lowerCaseDoesNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(DomainName.of("INITECH.EXAMPLE")).isEqualTo(DomainName.of("initech.example"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
