package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;

record Purchase(long id, long customerId, String product, BigDecimal amount) {

  static Purchase of(long id, long customerId, String product, String amount) {
    return new Purchase(id, customerId, product, new BigDecimal(amount));
  }
}
