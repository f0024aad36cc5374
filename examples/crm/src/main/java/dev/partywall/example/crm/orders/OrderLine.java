package dev.partywall.example.crm.orders;

import dev.partywall.example.crm.products.Product;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;

/** How many of a product, at which price. */
@Embeddable
public class OrderLine {

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  private Product product;

  private int quantity;
  private BigDecimal unitPrice;
  private BigDecimal discount;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected OrderLine() {}

  OrderLine(Product product, int quantity, BigDecimal discount) {
    this.product = product;
    this.quantity = quantity;
    this.unitPrice = product.getPrice();
    this.discount = discount;
  }

  public Product getProduct() {
    return product;
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
