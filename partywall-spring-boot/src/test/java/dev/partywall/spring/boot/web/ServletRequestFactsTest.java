package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ServletRequestFactsTest {

  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/who");

  @Test
  void everyHeaderLineAndCookieCounts() {
    request.addHeader("X-Tenant", "acme");
    request.addHeader("x-tenant", "globex");
    request.setCookies(new Cookie("tenant", "acme"), new Cookie("other", "x"), new Cookie("tenant", "acme"));
    assertThat(facts(request).header("X-TENANT")).containsExactly("acme", "globex");
    assertThat(facts(request).cookie("tenant")).containsExactly("acme", "acme");
    assertThat(facts(request).cookie("Tenant")).isEmpty();
  }

  @Test
  void theParametersOfAFormAreNotAsked() {
    request.setParameter("x-tenant", "acme");
    assertThat(facts(request).query("x-tenant")).isEmpty();
    request.setQueryString("x-tenant=globex");
    assertThat(facts(request).query("x-tenant")).containsExactly("globex");
  }

  @Test
  void whatAWrapperClaimsOfTheConnectionIsNotBelieved() {
    request.addHeader("Host", "acme.example.com");
    request.setRemoteAddr("203.0.113.9");
    HttpServletRequest wrapped =
        new HttpServletRequestWrapper(request) {
          @Override
          public String getRemoteAddr() {
            return "10.0.0.1";
          }

          @Override
          public String getHeader(String name) {
            return "globex.example.com";
          }
        };
    assertThat(facts(wrapped).peer()).contains("203.0.113.9");
    assertThat(facts(wrapped).host()).containsExactly("acme.example.com");
  }

  @Test
  void theHostOfHttp2IsItsAuthority() {
    request.setProtocol("HTTP/2.0");
    request.setServerName("forwarded.example.com");
    assertThat(facts(request).host()).containsExactly("forwarded.example.com");
    request.setAttribute(ServletRequestFacts.SERVER, "acme.example.com");
    assertThat(facts(request).host()).containsExactly("acme.example.com");
  }

  @Test
  void withoutAHostHeaderHttp1NamesNoHost() {
    request.setServerName("acme.example.com");
    assertThat(facts(request).host()).isEmpty();
  }

  private static ServletRequestFacts facts(HttpServletRequest request) {
    return new ServletRequestFacts(request, Optional.empty());
  }
}
