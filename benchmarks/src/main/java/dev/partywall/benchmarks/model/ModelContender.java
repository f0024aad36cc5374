package dev.partywall.benchmarks.model;

import dev.partywall.model.Model;
import dev.partywall.model.Page;
import dev.partywall.model.access.Models;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The model, without caches. */
final class ModelContender implements Contender {

  private final Model<Product, Long> products;
  private final Model<Event, Long> events;

  ModelContender(DataSource door) {
    Models models = Models.over(door);
    this.products = models.model(Product.class, Long.class);
    this.events = models.model(Event.class, Long.class);
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public long readByKey(long tenant, long product) {
    return products.get(product).orElseThrow().value();
  }

  @Override
  public long list20(long tenant, long from) {
    return products
        .select(products.field("id", Long.class).ge(from), List.of(products.field("id")), Page.first(20))
        .stream()
        .mapToLong(Product::value)
        .sum();
  }

  @Override
  public long insert(long tenant, long id, String text) {
    return events.insert(new Event(id, text)).id() == id ? 1 : 0;
  }

  @Override
  public long update(long tenant, long product, int stock) {
    return products.update(product, Map.of("stock", stock)) ? 1 : 0;
  }
}
