package dev.partywall.benchmarks.tax;

/**
 * One way to run a tenant's statements. Each call is a whole unit: connection or session, statement, all rows read,
 * close. What a call returns is computed from the rows, so that contenders can be checked against each other.
 */
interface Contender extends AutoCloseable {

  /** The key in the results. */
  String name();

  /** The price, in cents, of one product. */
  long primaryKeyRead(long tenant, long product) throws Exception;

  /** The sum of the prices of the 20 products from an id on. */
  long list20(long tenant, long fromProduct) throws Exception;

  /** Adds an event; 1. */
  long insert(long tenant, long id, String text) throws Exception;

  /** Sets the stock of one product; the number of rows changed. */
  long update(long tenant, long product, int stock) throws Exception;

  /** The value of one order's lines, with customer and products joined in. */
  long join4(long tenant, long order) throws Exception;

  @Override
  default void close() {}

  /**
   * One operation of a workload; the same argument gives the same operation in every contender. The tenant is another
   * one each time, except in the workload of one tenant.
   */
  default long run(Workload workload, long operation) throws Exception {
    long tenant = 1 + Math.floorMod(operation * 7919, Data.TENANTS);
    return switch (workload) {
      case PRIMARY_KEY_READ_ONE_TENANT -> primaryKeyRead(1, 1 + Math.floorMod(operation * 104729, Data.PRODUCTS));
      case PRIMARY_KEY_READ, PRIMARY_KEY_READ_ON_READER ->
          primaryKeyRead(tenant, 1 + Math.floorMod(operation * 104729, Data.PRODUCTS));
      case LIST_20 -> list20(tenant, 1 + Math.floorMod(operation * 104729, Data.PRODUCTS - 20));
      case INSERT -> insert(tenant, operation, "event number " + operation);
      case UPDATE -> update(tenant, 1 + Math.floorMod(operation * 104729, Data.PRODUCTS), (int) (operation % 1000));
      case JOIN_4 -> join4(tenant, 1 + Math.floorMod(operation * 104729, Data.ORDERS));
    };
  }
}
