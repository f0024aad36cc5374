package dev.partywall.spring.boot.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Keeps the address at the other end of the connection and the server's name as the client gave it. With {@code
 * server.forward-headers-strategy=native} (the default on Kubernetes) Tomcat itself replaces both by what forwarded
 * headers say.
 */
final class TomcatPeer extends ValveBase {

  TomcatPeer() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(ServletRequestFacts.PEER, request.getPeerAddr());
    request.setAttribute(ServletRequestFacts.SERVER, request.getServerName());
    getNext().invoke(request, response);
  }

  /** Puts it before the valve that replaces what is kept. */
  static final class Customizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
      server.addEngineValves(new TomcatPeer());
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }
}
