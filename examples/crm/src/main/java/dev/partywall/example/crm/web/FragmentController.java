package dev.partywall.example.crm.web;

import dev.partywall.core.Tenancy;
import dev.partywall.example.crm.customers.CustomerService;
import dev.partywall.example.crm.orders.OrderService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The parts of the page that change while it is open. */
@Controller
@RequestMapping("/fragments")
class FragmentController {

  static final int PAGE_SIZE = 8;

  private final CustomerService customers;
  private final OrderService orders;
  private final RecentStatements statements;
  private final CacheHits hits;

  FragmentController(CustomerService customers, OrderService orders, RecentStatements statements, CacheHits hits) {
    this.customers = customers;
    this.orders = orders;
    this.statements = statements;
    this.hits = hits;
  }

  @GetMapping("/customers")
  String customers(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      Model model) {
    model.addAttribute("q", q);
    model.addAttribute("customers", customers.find(q, page, PAGE_SIZE));
    return "fragments/customers :: list";
  }

  @GetMapping("/customers/{id}")
  String customer(@PathVariable long id, Model model) {
    model.addAttribute("customer", customers.get(id));
    return "fragments/customer :: details";
  }

  @GetMapping("/orders")
  String orders(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int page,
      Model model) {
    model.addAttribute("q", q);
    model.addAttribute("orders", orders.find(q, page, PAGE_SIZE));
    return "fragments/orders :: list";
  }

  @GetMapping("/statements")
  String statements(Model model) {
    model.addAttribute("statements", Tenancy.current().tenant().map(statements::of).orElse(List.of()));
    return "fragments/statements :: list";
  }

  @GetMapping("/caches")
  String caches(Model model) {
    model.addAttribute("caches", Tenancy.current().tenant().map(hits::of).orElse(List.of()));
    return "fragments/caches :: list";
  }
}
