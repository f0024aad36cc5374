package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table("purchase")
record PurchaseRow(@Id Long id, long customerId, String product, BigDecimal amount) {}
