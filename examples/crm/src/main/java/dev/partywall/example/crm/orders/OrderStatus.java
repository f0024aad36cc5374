package dev.partywall.example.crm.orders;

/** How far an order is. */
public enum OrderStatus {
  OPEN,
  PARTLY_SHIPPED,
  SHIPPED
}
