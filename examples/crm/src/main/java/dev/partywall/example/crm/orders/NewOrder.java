package dev.partywall.example.crm.orders;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order to be placed, at the products' present prices.
 *
 * @param orderDate today, if missing
 */
public record NewOrder(
    @Positive long customerId,
    @Nullable LocalDate orderDate,
    @Nullable OrderPriority priority,
    @NotEmpty @Size(max = 100) List<@Valid Line> lines) {

  /**
   * How many of a product.
   *
   * @param discount a part of 1; none, if missing
   */
  public record Line(
      @Positive long productId,
      @Positive @Max(1_000_000) int quantity,
      @PositiveOrZero @DecimalMax("1") @Digits(integer = 1, fraction = 2) @Nullable BigDecimal discount) {}
}
