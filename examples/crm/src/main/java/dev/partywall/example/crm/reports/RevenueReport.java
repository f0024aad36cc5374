package dev.partywall.example.crm.reports;

import java.math.BigDecimal;
import java.util.List;

/** What was sold in a year, by month and market segment. */
public record RevenueReport(int year, BigDecimal total, List<RevenueRow> rows) {}
