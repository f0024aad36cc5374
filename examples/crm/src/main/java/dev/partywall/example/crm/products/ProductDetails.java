package dev.partywall.example.crm.products;

import java.math.BigDecimal;

/** All there is to know about a product. */
public record ProductDetails(long id, String name, String manufacturer, String brand, String type, BigDecimal price) {

  static ProductDetails of(Product product) {
    return new ProductDetails(
        product.getId(),
        product.getName(),
        product.getManufacturer(),
        product.getBrand(),
        product.getType(),
        product.getPrice());
  }
}
