package dev.partywall.example.crm.reports;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * What one market segment bought in one month.
 *
 * @param month its first day
 * @param revenue after discounts
 * @param listValue the same at list prices
 * @param rank 1 for the segment with the most revenue of the month
 * @param yearToDate the segment's revenue from January to this month
 */
public record RevenueRow(
    LocalDate month,
    String segment,
    long orders,
    BigDecimal revenue,
    BigDecimal listValue,
    long rank,
    BigDecimal yearToDate) {

  static RevenueRow of(ResultSet row, int index) throws SQLException {
    return new RevenueRow(
        row.getObject("month", LocalDate.class),
        row.getString("segment"),
        row.getLong("orders"),
        row.getBigDecimal("revenue"),
        row.getBigDecimal("list_value"),
        row.getLong("rank"),
        row.getBigDecimal("year_to_date"));
  }
}
