package dev.partywall.benchmarks.model;

import dev.partywall.model.Table;

/** A product. */
@Table("products")
record Product(long id, String name, long price, int stock) {

  long value() {
    return Data.value(name, price, stock);
  }
}
