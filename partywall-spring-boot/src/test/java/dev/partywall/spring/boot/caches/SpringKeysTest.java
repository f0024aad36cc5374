package dev.partywall.spring.boot.caches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.cache.interceptor.SimpleKey;

class SpringKeysTest {

  record Page(int number, String order) {}

  record Other(int number, String order) {}

  @Test
  void no_two_keys_share_a_text() {
    List<Object> keys =
        List.of(
            SimpleKey.EMPTY,
            new SimpleKey("a", "b"),
            new SimpleKey("a, b"),
            new SimpleKey("a", "b", ""),
            new SimpleKey("", "a", "b"),
            new SimpleKey(new Object[] {null}),
            new SimpleKey("null"),
            new SimpleKey("1:a1:b"),
            new SimpleKey(Arrays.asList("a", null)),
            new SimpleKey(List.of("a", "null")),
            new Page(1, "x"),
            new Other(1, "x"),
            new Page(1, "y"),
            "a",
            "");
    assertThat(keys.stream().map(SpringKeys::text)).doesNotHaveDuplicates();
  }

  @Test
  void what_says_the_same_is_the_same_key() {
    assertThat(Stream.of(555, 555L, "555", (short) 555).map(SpringKeys::text).distinct()).hasSize(1);
    assertThat(SpringKeys.text(new SimpleKey(1, "a"))).isEqualTo(SpringKeys.text(new SimpleKey(1L, "a")));
  }

  @Test
  void what_nobody_can_tell_from_others_is_refused() {
    assertThatThrownBy(() -> SpringKeys.text(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object is no key of a cache");
  }
}
