package dev.partywall.example.crm.reports;

import dev.partywall.cache.CacheSettings;
import dev.partywall.cache.LayeredCache;
import dev.partywall.cache.LayeredCaches;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reports, in plain SQL. */
@Service
@Transactional(readOnly = true)
public class Reports {

  private static final String REVENUE =
      """
      with sales as (
        select date_trunc('month', o.order_date)::date as month,
               c.segment,
               count(distinct o.id) as orders,
               round(sum(l.quantity * l.unit_price * (1 - l.discount)), 2) as revenue,
               sum(l.quantity * p.price) as list_value
        from orders o
          join customers c on c.id = o.customer_id
          join order_lines l on l.order_id = o.id
          join products p on p.id = l.product_id
        where o.order_date >= :from and o.order_date < :to
        group by 1, 2
      )
      select month, segment, orders, revenue, list_value,
             rank() over (partition by month order by revenue desc) as rank,
             sum(revenue) over (partition by segment order by month) as year_to_date
      from sales
      order by month, rank, segment
      """;

  private final JdbcClient jdbc;
  private final LayeredCache<Integer, RevenueReport> computed;

  Reports(JdbcClient jdbc, LayeredCaches caches) {
    this.jdbc = jdbc;
    this.computed = caches.cache(CacheSettings.of("revenue", Integer.class, RevenueReport.class));
  }

  /** What was sold in a year. It is computed anew only when a table that it reads has changed. */
  public RevenueReport revenue(int year) {
    return Objects.requireNonNull(computed.get(year, this::compute), "a report is never missing");
  }

  private RevenueReport compute(int year) {
    List<RevenueRow> rows =
        jdbc.sql(REVENUE)
            .param("from", LocalDate.of(year, 1, 1))
            .param("to", LocalDate.of(year + 1, 1, 1))
            .query(RevenueRow::of)
            .list();
    BigDecimal total = rows.stream().map(RevenueRow::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new RevenueReport(year, total, rows);
  }

  /** The years in which something was ordered, the latest first. */
  public List<Integer> years() {
    return jdbc.sql("select distinct extract(year from order_date)::int as year from orders order by year desc")
        .query((row, _) -> row.getInt("year"))
        .list();
  }
}
