package dev.partywall.example.crm.sample;

import io.trino.tpch.Customer;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.Order;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.Part;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.TextPool;
import java.util.function.Supplier;

/** The generators of TPC-H. They write comments from a pool of text, of which a small one is enough: we drop them. */
final class Tpch {

  private static final int POOL_BYTES = 1 << 20;

  private final double scaleFactor;
  private final Distributions distributions = Distributions.getDefaultDistributions();
  private final Supplier<TextPool> text;

  Tpch(double scaleFactor) {
    this.scaleFactor = scaleFactor;
    TextPool pool = new TextPool(POOL_BYTES, distributions);
    this.text = () -> pool;
  }

  Iterable<Customer> customers() {
    return new CustomerGenerator(scaleFactor, 1, 1, distributions, text);
  }

  Iterable<Part> parts() {
    return new PartGenerator(scaleFactor, 1, 1, distributions, text);
  }

  Iterable<Order> orders() {
    return new OrderGenerator(scaleFactor, 1, 1, distributions, text);
  }

  /** The lines of all orders, in the order of {@link #orders()}. */
  Iterable<LineItem> lines() {
    return new LineItemGenerator(scaleFactor, 1, 1, distributions, text);
  }
}
