package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface Purchases extends JpaRepository<PurchaseEntity, Long> {

  @Modifying
  @Transactional
  @Query("delete from Purchase p where p.amount < :amount")
  int deleteBelow(BigDecimal amount);
}
