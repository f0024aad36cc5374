package dev.partywall.example.crm.orders;

import dev.partywall.example.crm.products.Product;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** How many of a product, at which price. */
@Embeddable
public class OrderLine {

  private long productId;
  private int quantity;
  private BigDecimal unitPrice;
  private BigDecimal discount;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected OrderLine() {}

  OrderLine(Product product, int quantity, BigDecimal discount) {
    this.productId = product.storedId();
    this.quantity = quantity;
    this.unitPrice = product.price();
    this.discount = discount;
  }

  public long getProductId() {
    return productId;
  }

  public int getQuantity() {
    return quantity;
  }

  public BigDecimal getUnitPrice() {
    return unitPrice;
  }

  public BigDecimal getDiscount() {
    return discount;
  }

  /** What the line costs, with all digits. */
  public BigDecimal amount() {
    return unitPrice.multiply(BigDecimal.valueOf(quantity)).multiply(BigDecimal.ONE.subtract(discount));
  }
}
