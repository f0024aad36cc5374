package dev.partywall.example.crm.web;

import dev.partywall.example.crm.customers.CustomerService;
import dev.partywall.example.crm.orders.OrderService;
import dev.partywall.example.crm.reports.Reports;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The page at the root: a tenant's figures, or the choice of a tenant. */
@Controller
class HomeController {

  private final CustomerService customers;
  private final OrderService orders;
  private final Reports reports;

  HomeController(CustomerService customers, OrderService orders, Reports reports) {
    this.customers = customers;
    this.orders = orders;
    this.reports = reports;
  }

  @GetMapping("/")
  String home(@ModelAttribute("tenant") @Nullable TenantChoice tenant, Model model) {
    if (tenant == null) {
      return "choose";
    }
    List<Integer> years = reports.years();
    model.addAttribute("years", years);
    model.addAttribute("q", "");
    model.addAttribute("customers", customers.find("", 0, FragmentController.PAGE_SIZE));
    model.addAttribute("orders", orders.find("", 0, FragmentController.PAGE_SIZE));
    return "home";
  }
}
