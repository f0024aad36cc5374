package dev.partywall.example.crm.orders;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What to change of an order; what is missing stays as it is. */
public record OrderChange(
    @Nullable LocalDate orderDate, @Nullable OrderStatus status, @Nullable OrderPriority priority) {}
