package dev.partywall.example.crm.products;

import dev.partywall.model.Id;
import dev.partywall.model.KeySource;
import dev.partywall.model.Table;
import dev.partywall.model.Version;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something to sell. A product that is not stored yet has no id. */
@Table("products")
public record Product(
    @Id(value = KeySource.SEQUENCE, sequence = "products_seq") @Nullable Long id,
    String name,
    String manufacturer,
    String brand,
    String type,
    BigDecimal price,
    @Version int version) {

  /** The id of a product that is stored. */
  public long storedId() {
    if (id == null) {
      throw new IllegalStateException("The product is not stored yet");
    }
    return id;
  }
}
