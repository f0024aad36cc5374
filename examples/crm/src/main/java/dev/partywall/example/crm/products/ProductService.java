package dev.partywall.example.crm.products;

import dev.partywall.example.crm.errors.NotFoundException;
import dev.partywall.model.Caching;
import dev.partywall.model.Model;
import dev.partywall.model.access.Models;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with products. They change seldom, so copies of them are kept. */
@Service
@Transactional
public class ProductService {

  private final Model<Product, Long> products;

  ProductService(Models models) {
    this.products = models.model(Product.class, Long.class, Caching.ENTITIES_AND_QUERIES);
  }

  /** The products whose name contains a text, by id. */
  @Transactional(readOnly = true)
  public Page<ProductDetails> find(String text, int page, int size) {
    Condition where = products.field("name", String.class).containsIgnoreCase(text);
    List<Product> found =
        products.select(where, List.of(products.field("id").asc()), dev.partywall.model.Page.number(page, size));
    return new PageImpl<>(
        found.stream().map(ProductDetails::of).toList(), PageRequest.of(page, size), products.count(where));
  }

  /** A product, if there is one with this id. */
  @Transactional(readOnly = true)
  public Optional<Product> product(long id) {
    return products.get(id);
  }

  /** Products by id; what is not there is left out. */
  @Transactional(readOnly = true)
  public Map<Long, Product> products(Collection<Long> ids) {
    return products.getAll(ids);
  }

  @Transactional(readOnly = true)
  ProductDetails get(long id) {
    return ProductDetails.of(require(id));
  }

  ProductDetails add(NewProduct data) {
    return ProductDetails.of(
        products.insert(
            new Product(null, data.name(), data.manufacturer(), data.brand(), data.type(), data.price(), 0)));
  }

  ProductDetails change(long id, ProductChange change) {
    Map<String, Object> changes = new LinkedHashMap<>();
    add(changes, "name", change.name());
    add(changes, "manufacturer", change.manufacturer());
    add(changes, "brand", change.brand());
    add(changes, "type", change.type());
    add(changes, "price", change.price());
    if (!changes.isEmpty() && !products.update(id, changes)) {
      throw new NotFoundException("product", id);
    }
    return ProductDetails.of(require(id));
  }

  private static void add(Map<String, Object> changes, String property, @Nullable Object value) {
    if (value != null) {
      changes.put(property, value);
    }
  }

  void remove(long id) {
    if (!products.delete(id)) {
      throw new NotFoundException("product", id);
    }
  }

  private Product require(long id) {
    return products.get(id).orElseThrow(() -> new NotFoundException("product", id));
  }
}
