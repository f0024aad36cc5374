package dev.partywall.example.crm.products;

import dev.partywall.example.crm.errors.NotFoundException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with products. */
@Service
@Transactional
public class ProductService {

  private final ProductRepository products;

  ProductService(ProductRepository products) {
    this.products = products;
  }

  /** The products whose name contains a text, by id. */
  @Transactional(readOnly = true)
  public Page<ProductDetails> find(String text, int page, int size) {
    PageRequest request = PageRequest.of(page, size, Sort.by("id"));
    return products.findByNameContainingIgnoreCase(text, request).map(ProductDetails::of);
  }

  @Transactional(readOnly = true)
  ProductDetails get(long id) {
    return ProductDetails.of(require(id));
  }

  ProductDetails add(NewProduct data) {
    return ProductDetails.of(
        products.save(new Product(data.name(), data.manufacturer(), data.brand(), data.type(), data.price())));
  }

  ProductDetails change(long id, ProductChange change) {
    Product product = require(id);
    if (change.name() != null) {
      product.setName(change.name());
    }
    if (change.manufacturer() != null) {
      product.setManufacturer(change.manufacturer());
    }
    if (change.brand() != null) {
      product.setBrand(change.brand());
    }
    if (change.type() != null) {
      product.setType(change.type());
    }
    if (change.price() != null) {
      product.setPrice(change.price());
    }
    return ProductDetails.of(products.saveAndFlush(product));
  }

  void remove(long id) {
    products.delete(require(id));
    products.flush();
  }

  private Product require(long id) {
    return products.findById(id).orElseThrow(() -> new NotFoundException("product", id));
  }
}
