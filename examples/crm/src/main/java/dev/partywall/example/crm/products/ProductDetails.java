package dev.partywall.example.crm.products;

import java.math.BigDecimal;

/** All there is to know about a product. */
public record ProductDetails(long id, String name, String manufacturer, String brand, String type, BigDecimal price) {

  static ProductDetails of(Product product) {
    return new ProductDetails(
        product.storedId(), product.name(), product.manufacturer(), product.brand(), product.type(), product.price());
  }
}
