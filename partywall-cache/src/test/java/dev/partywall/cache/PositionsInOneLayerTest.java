package dev.partywall.cache;

class PositionsInOneLayerTest extends PositionsTest {

  @Override
  LayeredCaches.Builder builder() {
    return LayeredCaches.builder();
  }
}
