package dev.partywall.example.crm.sample;

import java.util.Locale;

/** TPC-H has no people, so a customer's are made of its key: the same each time. */
final class Contacts {

  private static final String[] FIRST = {
    "Ada",
    "Alan",
    "Barbara",
    "Dennis",
    "Edsger",
    "Frances",
    "Grace",
    "Hedy",
    "John",
    "Katherine",
    "Leslie",
    "Margaret",
    "Niklaus",
    "Radia",
    "Sophie",
    "Tony",
    "Vint"
  };
  private static final String[] LAST = {
    "Allen",
    "Cerf",
    "Dijkstra",
    "Hamilton",
    "Hoare",
    "Hopper",
    "Johnson",
    "Lamarr",
    "Lamport",
    "Liskov",
    "Lovelace",
    "Neumann",
    "Perlman",
    "Ritchie",
    "Turing",
    "Wilson",
    "Wirth",
    "Zuse",
    "Backus"
  };
  private static final String[] ROLES = {"Purchasing", "Finance", "Operations", "Management"};

  private Contacts() {}

  /** Adds the one or two contacts of a customer. */
  static void add(Batch contacts, long customerId, long customerKey) {
    for (int i = 0; i <= customerKey % 2; i++) {
      long seed = customerKey * 7 + i * 11L;
      String first = pick(FIRST, seed);
      String last = pick(LAST, seed / 3 + customerKey);
      contacts.add(
          customerId * 2 - 1 + i,
          customerId,
          first + " " + last,
          (first + "." + last).toLowerCase(Locale.ROOT) + "@customer-" + customerKey + ".example",
          pick(ROLES, seed));
    }
  }

  private static String pick(String[] words, long seed) {
    return words[(int) (seed % words.length)];
  }
}
