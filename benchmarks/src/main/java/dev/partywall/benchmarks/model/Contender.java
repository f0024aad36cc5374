package dev.partywall.benchmarks.model;

/**
 * One way to read and write rows as objects. Each call is a whole unit: connection or session, statement, all rows as
 * objects, close. What a call returns is computed from the objects, so that contenders can be checked against each
 * other.
 */
interface Contender extends AutoCloseable {

  /** The key in the results. */
  String name();

  /** Reads one product. */
  long readByKey(long tenant, long product) throws Exception;

  /** Reads the 20 products from an id on. */
  long list20(long tenant, long from) throws Exception;

  /** Adds an event; 1. */
  long insert(long tenant, long id, String text) throws Exception;

  /** Sets the stock of one product; the number of rows changed. */
  long update(long tenant, long product, int stock) throws Exception;

  @Override
  default void close() {}

  /** One operation of a workload; the same argument gives the same operation in every contender. */
  default long run(Workload workload, long operation) throws Exception {
    long tenant = 1 + Math.floorMod(operation * 7919, Data.TENANTS);
    long product = 1 + Math.floorMod(operation * 104729, Data.PRODUCTS - 20);
    return switch (workload) {
      case READ_BY_KEY -> readByKey(tenant, product);
      case LIST_20 -> list20(tenant, product);
      case INSERT -> insert(tenant, operation, "event number " + operation);
      case UPDATE -> update(tenant, product, (int) (operation % 1000));
    };
  }
}
