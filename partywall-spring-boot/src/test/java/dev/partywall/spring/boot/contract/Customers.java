package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

interface Customers extends JpaRepository<CustomerEntity, Long> {

  List<CustomerEntity> findByIdGreaterThanOrderById(long id);

  List<CustomerEntity> findByCityOrderById(String city);

  @Query(
      """
      select new dev.partywall.spring.boot.contract.Total(c.name, n.name, sum(p.amount))
      from Purchase p join p.customer c join c.country n
      group by c.id, c.name, n.name
      order by c.name
      """)
  List<Total> totals();

  @Query(
      """
      select c.name from Customer c
      where not exists (select 1 from Purchase p where p.customer = c)
      order by c.name
      """)
  List<String> withoutPurchases();

  @Modifying
  @Transactional
  @Query("update Customer c set c.credit = c.credit + :by where c.country.code = :country")
  int raiseCredit(String country, BigDecimal by);

  @Modifying
  @Transactional
  @Query("delete from Customer c where c.id = :id")
  int remove(long id);

  @NativeQuery(Statements.RANKING)
  List<String> ranking();

  @Modifying
  @Transactional
  @NativeQuery("update customer set name = :name where id = :id")
  int rename(long id, String name);

  @Modifying
  @Transactional
  @NativeQuery("insert into customer values (:tenant, :id, :name, :city, :country, :credit)")
  void insertWithTenant(long tenant, long id, String name, String city, String country, BigDecimal credit);
}
