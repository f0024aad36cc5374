package dev.partywall.example.crm.products;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What to change of a product; what is missing stays as it is. */
public record ProductChange(
    @Pattern(regexp = NOT_BLANK) @Size(max = 100) @Nullable String name,
    @Pattern(regexp = NOT_BLANK) @Size(max = 40) @Nullable String manufacturer,
    @Pattern(regexp = NOT_BLANK) @Size(max = 40) @Nullable String brand,
    @Pattern(regexp = NOT_BLANK) @Size(max = 40) @Nullable String type,
    @PositiveOrZero @Digits(integer = 10, fraction = 2) @Nullable BigDecimal price) {

  private static final String NOT_BLANK = "(?s).*\\S.*";
}
