package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

interface CustomerRows extends ListCrudRepository<CustomerRow, Long> {

  List<CustomerRow> findByCityOrderById(String city);

  List<CustomerRow> findByIdGreaterThanOrderById(long id);

  @Query(Statements.TOTALS)
  List<Total> totals();

  @Query(Statements.WITHOUT_PURCHASES)
  List<String> withoutPurchases();

  @Modifying
  @Query("update customer set credit = credit + :by where country = :country")
  int raiseCredit(String country, BigDecimal by);

  @Modifying
  @Query("delete from purchase where amount < :amount")
  int deletePurchasesBelow(BigDecimal amount);

  @Modifying
  @Query("delete from customer where id = :id")
  int remove(long id);

  @Query(Statements.RANKING)
  List<String> ranking();

  @Modifying
  @Query("update customer set name = :name where id = :id")
  int rename(long id, String name);

  @Modifying
  @Query("insert into customer values (:tenant, :id, :name, :city, :country, :credit)")
  void insertWithTenant(long tenant, long id, String name, String city, String country, BigDecimal credit);
}
