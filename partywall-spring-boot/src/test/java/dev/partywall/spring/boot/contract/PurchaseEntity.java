package dev.partywall.spring.boot.contract;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;

@Entity(name = "Purchase")
@Table(name = "purchase")
class PurchaseEntity {
  @Id Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "customer_id")
  CustomerEntity customer;

  String product;
  BigDecimal amount;
}
