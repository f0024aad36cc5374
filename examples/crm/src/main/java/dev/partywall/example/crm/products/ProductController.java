package dev.partywall.example.crm.products;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.springframework.data.web.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products")
class ProductController {

  private final ProductService products;

  ProductController(ProductService products) {
    this.products = products;
  }

  @GetMapping
  PagedModel<ProductDetails> find(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    return new PagedModel<>(products.find(q, page, size));
  }

  @GetMapping("/{id}")
  ProductDetails get(@PathVariable long id) {
    return products.get(id);
  }

  @PostMapping
  ResponseEntity<ProductDetails> add(@Valid @RequestBody NewProduct product) {
    ProductDetails added = products.add(product);
    return ResponseEntity.created(URI.create("/api/products/" + added.id())).body(added);
  }

  @PatchMapping("/{id}")
  ProductDetails change(@PathVariable long id, @Valid @RequestBody ProductChange change) {
    return products.change(id, change);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    products.remove(id);
  }
}
