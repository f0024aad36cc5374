package dev.partywall.example.crm.web;

import dev.partywall.core.resolve.Resolution;
import dev.partywall.spring.boot.web.RefusalHandler;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** Tells people who named a tenant that is not served, and lets them choose another; programs get problem details. */
@Controller
class RefusalPage {

  private static final String PATH = "/refused";

  @RequestMapping(PATH)
  String show(@RequestAttribute(name = PATH, required = false) Resolution.@Nullable Refused refused, Model model) {
    model.addAttribute("title", refused == null ? "There is nothing here" : refused.refusal().title());
    model.addAttribute("detail", refused == null ? "" : refused.detail());
    return "refused";
  }

  @Component
  static final class Handler implements RefusalHandler {

    private final RefusalHandler forPrograms = RefusalHandler.problemDetails();

    @Override
    public void handle(Resolution.Refused refused, HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      String accept = request.getHeader("Accept");
      if (accept == null || !accept.contains("text/html")) {
        forPrograms.handle(refused, request, response);
        return;
      }
      RequestDispatcher page = request.getRequestDispatcher(PATH);
      request.setAttribute(PATH, refused);
      response.setStatus(refused.refusal().status());
      response.setHeader("Cache-Control", "no-store");
      page.forward(request, response);
    }
  }
}
