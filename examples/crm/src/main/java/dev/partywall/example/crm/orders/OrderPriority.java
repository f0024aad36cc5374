package dev.partywall.example.crm.orders;

/** How much an order hurries. */
public enum OrderPriority {
  URGENT,
  HIGH,
  MEDIUM,
  LOW,
  UNSPECIFIED
}
