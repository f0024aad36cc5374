package dev.partywall.spring.boot.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the suite does through each tool, written as its users would write it. No word of tenancy. */
interface Tool {

  void insert(Customer customer);

  void insert(Purchase purchase);

  /** In one batch, where the tool has batches. */
  void insertAll(List<Customer> customers);

  /** Gives back the key that the database made. */
  long insertRemark(long customerId, String text);

  Optional<String> remark(long id);

  Optional<Customer> find(long id);

  /** By id. */
  List<Customer> all();

  /** By id. */
  List<Customer> inCity(String city);

  long count();

  /** Joins customers, purchases and countries; by customer. */
  List<Total> totals();

  /** Customers with no purchase, by an outer join or a subquery; by name. */
  List<String> withoutPurchases();

  boolean update(Customer customer);

  boolean delete(long id);

  /** One statement for many rows. */
  int raiseCredit(String country, BigDecimal by);

  /** One statement for many rows. */
  int deletePurchasesBelow(BigDecimal amount);

  /** Plain SQL with a common table expression and a window function: products by rank. */
  List<String> nativeRanking();

  /** Plain SQL that writes. */
  int nativeRename(long id, String name);

  /** Plain SQL that gives the discriminator by hand. */
  void nativeInsertWithTenant(long tenantId, Customer customer);
}
