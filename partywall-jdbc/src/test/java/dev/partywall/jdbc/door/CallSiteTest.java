package dev.partywall.jdbc.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallSiteTest {

  @Test
  void theTestToolsAreTheNearestApplicationOfATestOfTheDoor() {
    assertThat(CallSite.find()).contains("junit");
  }
}
