package dev.partywall.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.test.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The report holds the tenant's figures and no others. */
class ReportTest extends CrmTest {

  /** The same report, written by somebody who thinks of the tenant each time. */
  private static final String BY_HAND =
      """
      with sales as (
        select date_trunc('month', o.order_date)::date as month, c.segment, count(distinct o.id) as orders,
               round(sum(l.quantity * l.unit_price * (1 - l.discount)), 2) as revenue,
               sum(l.quantity * p.price) as list_value
        from orders o
          join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
          join order_lines l on l.tenant_id = o.tenant_id and l.order_id = o.id
          join products p on p.tenant_id = l.tenant_id and p.id = l.product_id
        where o.tenant_id = ? and o.order_date >= ? and o.order_date < ?
        group by 1, 2
      )
      select month, segment, orders, revenue, list_value,
             rank() over (partition by month order by revenue desc),
             sum(revenue) over (partition by segment order by month)
      from sales order by month, 6, segment
      """;

  private record Row(
      String month, String segment, long orders, BigDecimal revenue, BigDecimal list, long rank, BigDecimal sum) {}

  @ParameterizedTest
  @CsvSource({"acme, 1, 1995", "globex, 2, 1995", "initech, 3, 1995", "globex, 2, 1998"})
  void theReportEqualsTheOneRunByHandOnTheTenantsRows(String tenant, long id, int year) throws SQLException {
    JsonNode report = api.of(tenant).get("/api/reports/revenue?year=" + year).json();
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : report.at("/rows")) {
      rows.add(
          new Row(
              row.at("/month").asString(),
              row.at("/segment").asString(),
              row.at("/orders").asLong(),
              money(row.at("/revenue")),
              money(row.at("/listValue")),
              row.at("/rank").asLong(),
              money(row.at("/yearToDate"))));
    }
    assertThat(rows).hasSizeGreaterThan(20).isEqualTo(byHand(tenant.equals("initech") ? INITECH : SHARED, id, year));
  }

  @Test
  void aReportIsComputedOnceAndAnewWhenSomethingWasSoldAndForThatTenantOnly() {
    String path = "/api/reports/revenue?year=1993";
    BigDecimal others = api.of("globex").get(path).json().at("/total").decimalValue();
    BigDecimal before = api.of("acme").get(path).json().at("/total").decimalValue();
    long misses = misses("acme");
    assertThat(api.of("acme").get(path).json().at("/total").decimalValue()).isEqualByComparingTo(before);
    assertThat(misses("acme")).isEqualTo(misses);
    JsonNode order =
        api.of("acme")
            .post(
                "/api/orders",
                "{\"customerId\": 1, \"orderDate\": \"1993-05-05\", \"lines\": [{\"productId\": 1, \"quantity\": 3}]}")
            .json();
    assertThat(api.of("acme").get(path).json().at("/total").decimalValue())
        .isEqualByComparingTo(before.add(order.at("/total").decimalValue()));
    assertThat(misses("acme")).isEqualTo(misses + 1);
    long ofOthers = misses("globex");
    assertThat(api.of("globex").get(path).json().at("/total").decimalValue()).isEqualByComparingTo(others);
    assertThat(misses("globex")).isEqualTo(ofOthers);
    assertThat(api.of("acme").delete("/api/orders/" + order.at("/id").asLong()).status()).isEqualTo(204);
    assertThat(api.of("acme").get(path).json().at("/total").decimalValue()).isEqualByComparingTo(before);
  }

  /** How often a report of a tenant's was computed, as the page tells. */
  private long misses(String tenant) {
    String caches = api.of(tenant).get("/fragments/caches").text();
    Matcher row = Pattern.compile("data-cache=\"revenue\".*?class=\"misses\">(\\d+)<", Pattern.DOTALL).matcher(caches);
    assertThat(row.find()).as(caches).isTrue();
    return Long.parseLong(row.group(1));
  }

  @Test
  void theReportDiffersFromTenantToTenant() {
    String path = "/api/reports/revenue?year=1996";
    assertThat(List.of("acme", "globex", "initech"))
        .extracting(tenant -> api.of(tenant).get(path).json().at("/total").decimalValue())
        .doesNotHaveDuplicates()
        .allSatisfy(total -> assertThat(total).isPositive());
  }

  @Test
  void aYearWithoutOrdersIsAnEmptyReport() {
    Api.Answer answer = api.of("acme").get("/api/reports/revenue?year=2020");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/rows").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"year=1", "year=x", "''"})
  void aYearThatIsNoneIsRefused(String query) {
    assertThat(api.of("acme").get("/api/reports/revenue?" + query).status()).isEqualTo(400);
  }

  private static List<Row> byHand(TestDatabase database, long tenant, int year) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(BY_HAND)) {
      statement.setLong(1, tenant);
      statement.setDate(2, Date.valueOf(year + "-01-01"));
      statement.setDate(3, Date.valueOf(year + 1 + "-01-01"));
      List<Row> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(
              new Row(
                  result.getString(1),
                  result.getString(2),
                  result.getLong(3),
                  result.getBigDecimal(4).stripTrailingZeros(),
                  result.getBigDecimal(5).stripTrailingZeros(),
                  result.getLong(6),
                  result.getBigDecimal(7).stripTrailingZeros()));
        }
      }
      return rows;
    }
  }

  private static BigDecimal money(JsonNode node) {
    return node.decimalValue().stripTrailingZeros();
  }
}
