package dev.partywall.example.crm.products;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/** A product to be added. */
public record NewProduct(
    @NotBlank @Size(max = 100) String name,
    @NotBlank @Size(max = 40) String manufacturer,
    @NotBlank @Size(max = 40) String brand,
    @NotBlank @Size(max = 40) String type,
    @NotNull @PositiveOrZero @Digits(integer = 10, fraction = 2) BigDecimal price) {}
