package dev.partywall.spring.boot.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.partywall.core.NoTenancyException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantMismatchException;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** What every tool does for every tenant in every placement. The rows left behind are the same for all of them. */
@ParameterizedClass(name = "{0}")
@EnumSource(Placements.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ToolContract {

  @Parameter Placements placements;

  /** The application that has the tool as its bean, and nothing configured for it. */
  abstract Class<?> application();

  private Installation installation;
  private Tool tool;
  private Tool acme;
  private Tool globex;
  private Tool initech;

  @BeforeParameterizedClassInvocation
  void open() {
    installation = new Installation(application(), placements);
  }

  @AfterParameterizedClassInvocation
  void close() {
    if (installation != null) {
      installation.close();
    }
  }

  @BeforeEach
  void reset() {
    tool = installation.bean(Tool.class);
    acme = installation.toolOf("acme");
    globex = installation.toolOf("globex");
    initech = installation.toolOf("initech");
    installation.reset();
  }

  @AfterEach
  void compareAfterStates(TestInfo test) {
    String scenario = test.getTestMethod().orElseThrow().getName();
    AfterStates.compare(scenario, getClass().getSimpleName() + " " + placements, installation.state());
  }

  private <R> R inTransaction(Supplier<R> work) {
    return new TransactionTemplate(installation.bean(PlatformTransactionManager.class)).execute(_ -> work.get());
  }

  private <R> R inNewTransaction(Supplier<R> work) {
    TransactionTemplate transaction = new TransactionTemplate(installation.bean(PlatformTransactionManager.class));
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return transaction.execute(_ -> work.get());
  }

  private static List<String> names(Tool tenant) {
    return tenant.all().stream().map(Customer::name).toList();
  }

  @Test
  void reads_see_the_tenants_rows_only() {
    assertThat(names(acme)).containsExactly("Anna of acme", "Ben of acme", "Cleo of acme");
    assertThat(names(globex)).containsExactly("Anna of globex", "Ben of globex", "Cleo of globex");
    assertThat(initech.count()).isEqualTo(3);
    assertThat(acme.find(2)).contains(Customer.of(2, "Ben of acme", "Paris", "fr", "200.00"));
    assertThat(acme.find(4)).isEmpty();
    assertThat(initech.inCity("Berlin")).extracting(Customer::id).containsExactly(1L, 3L);
  }

  @Test
  void joins_stay_inside_the_tenant() {
    assertThat(acme.totals())
        .containsExactly(Total.of("Anna of acme", "Germany", "30.00"), Total.of("Ben of acme", "France", "5.00"));
    assertThat(initech.totals())
        .containsExactly(
            Total.of("Anna of initech", "Germany", "90.00"), Total.of("Ben of initech", "France", "15.00"));
    assertThat(globex.withoutPurchases()).containsExactly("Cleo of globex");
  }

  @Test
  void native_sql_stays_inside_the_tenant() {
    globex.delete(3);
    globex.insert(Purchase.of(9, 2, "cake", "1000"));
    assertThat(acme.nativeRanking()).containsExactly("1. coffee", "2. tea");
    assertThat(globex.nativeRanking()).containsExactly("1. cake", "2. coffee", "3. tea");
    assertThat(acme.nativeRename(1, "Anna renamed")).isEqualTo(1);
    assertThat(acme.nativeRename(77, "Nobody")).isZero();
    assertThat(names(globex)).containsExactly("Anna of globex", "Ben of globex");
  }

  @Test
  void an_insert_belongs_to_the_tenant() {
    acme.insert(Customer.of(4, "Dora", "Lyon", "fr", "1.50"));
    globex.insert(Customer.of(4, "Dirk", "Bonn", "de", "2.50"));
    assertThat(acme.find(4)).contains(Customer.of(4, "Dora", "Lyon", "fr", "1.50"));
    assertThat(globex.find(4)).contains(Customer.of(4, "Dirk", "Bonn", "de", "2.50"));
    assertThat(initech.find(4)).isEmpty();
  }

  @Test
  void an_update_changes_the_tenants_row_only() {
    Customer anna = globex.find(1).orElseThrow();
    assertThat(globex.update(anna.withCity("Hamburg"))).isTrue();
    assertThat(acme.find(1)).map(Customer::city).contains("Berlin");
    assertThat(globex.find(1)).map(Customer::city).contains("Hamburg");
  }

  @Test
  void an_update_of_a_row_that_only_others_have_changes_nothing() {
    acme.insert(Customer.of(8, "Only here", "Berlin", "de", "1"));
    assertThat(globex.update(Customer.of(8, "Taken", "Rome", "fr", "2"))).isFalse();
  }

  @Test
  void a_delete_removes_the_tenants_row_only() {
    assertThat(acme.delete(3)).isTrue();
    assertThat(acme.delete(3)).isFalse();
    assertThat(names(acme)).hasSize(2);
    assertThat(names(initech)).hasSize(3);
  }

  @Test
  void bulk_update_and_bulk_delete_touch_the_tenants_rows_only() {
    assertThat(acme.raiseCredit("de", new BigDecimal("50.25"))).isEqualTo(2);
    assertThat(globex.deletePurchasesBelow(new BigDecimal("25"))).isEqualTo(2);
    assertThat(initech.deletePurchasesBelow(new BigDecimal("25"))).isEqualTo(1);
  }

  @Test
  void a_batch_belongs_to_the_tenant() {
    List<Customer> batch =
        LongStream.range(100, 150).mapToObj(id -> Customer.of(id, "No " + id, "Nice", "fr", "7.00")).toList();
    initech.insertAll(batch);
    assertThat(initech.count()).isEqualTo(53);
    assertThat(acme.count()).isEqualTo(3);
    assertThat(initech.find(149)).contains(batch.getLast());
  }

  @Test
  void keys_that_the_database_makes_come_back() {
    long ofAcme = acme.insertRemark(1, "of acme");
    long ofGlobex = globex.insertRemark(1, "of globex");
    assertThat(acme.remark(ofAcme)).contains("of acme");
    assertThat(globex.remark(ofGlobex)).contains("of globex");
  }

  @Test
  void a_committed_transaction_stays() {
    installation
        .tenancy("acme")
        .run(
            () ->
                inTransaction(
                    () -> {
                      tool.insert(Customer.of(5, "Eva", "Köln", "de", "5"));
                      tool.insert(Purchase.of(5, 5, "milk", "3"));
                      return null;
                    }));
    assertThat(acme.totals()).extracting(Total::customer).contains("Eva");
  }

  @Test
  void a_failed_transaction_leaves_nothing() {
    Tenancy tenancy = installation.tenancy("acme");
    assertThatThrownBy(
            () ->
                tenancy.run(
                    () ->
                        inTransaction(
                            () -> {
                              tool.insert(Customer.of(6, "Fred", "Bonn", "de", "5"));
                              tool.raiseCredit("fr", BigDecimal.TEN);
                              throw new IllegalStateException("no");
                            })))
        .hasMessage("no");
    assertThat(acme.find(6)).isEmpty();
  }

  @Test
  void a_part_that_failed_fails_the_whole_although_it_was_caught() {
    Tenancy tenancy = installation.tenancy("acme");
    assertThatThrownBy(
            () ->
                tenancy.run(
                    () ->
                        inTransaction(
                            () -> {
                              tool.insert(Customer.of(11, "Outer", "Bonn", "de", "5"));
                              assertThatThrownBy(
                                      () ->
                                          inTransaction(
                                              () -> {
                                                tool.insert(Customer.of(12, "Inner", "Bonn", "de", "5"));
                                                throw new IllegalStateException("caught");
                                              }))
                                  .hasMessage("caught");
                              return null;
                            })))
        .isInstanceOf(UnexpectedRollbackException.class);
    assertThat(acme.find(11)).isEmpty();
    assertThat(acme.find(12)).isEmpty();
  }

  @Test
  void tenants_are_switched_inside_a_unit_of_work() {
    Tenancy other = installation.tenancy("globex");
    installation
        .tenancy("acme")
        .run(
            () ->
                inTransaction(
                    () -> {
                      tool.insert(Customer.of(7, "Gus of acme", "Bonn", "de", "5"));
                      other.run(
                          () ->
                              inNewTransaction(
                                  () -> {
                                    assertThat(tool.find(7)).isEmpty();
                                    tool.insert(Customer.of(7, "Gus of globex", "Bonn", "de", "5"));
                                    return null;
                                  }));
                      assertThat(tool.find(7)).map(Customer::name).contains("Gus of acme");
                      return null;
                    }));
    assertThat(globex.find(7)).map(Customer::name).contains("Gus of globex");
    assertThat(initech.find(7)).isEmpty();
  }

  @Test
  void a_foreign_tenant_in_an_insert_is_refused_and_the_own_one_accepted() {
    Customer customer = Customer.of(10, "Ida", "Ulm", "de", "1.00");
    assertThat(refusalOf(() -> acme.nativeInsertWithTenant(2, customer))).isInstanceOf(TenantMismatchException.class);
    acme.nativeInsertWithTenant(1, customer);
    assertThat(acme.find(10)).contains(customer);
  }

  @Test
  void nothing_runs_where_no_tenancy_is_bound() {
    assertThat(refusalOf(() -> tool.count())).isInstanceOf(NoTenancyException.class);
    assertThat(acme.count()).isEqualTo(3);
  }

  /** Some tools wrap what comes out of a driver in an exception of their own. */
  private static Throwable refusalOf(ThrowingCallable work) {
    return NestedExceptionUtils.getMostSpecificCause(catchThrowable(work));
  }
}
