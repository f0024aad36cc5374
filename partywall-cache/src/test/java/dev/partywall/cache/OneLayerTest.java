package dev.partywall.cache;

class OneLayerTest extends LayeredCacheTest {

  @Override
  LayeredCaches.Builder builder() {
    return LayeredCaches.builder();
  }
}
