package dev.partywall.spring.boot.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Keeps the address at the other end of the connection. With {@code server.forward-headers-strategy=native} (the
 * default on Kubernetes) Tomcat itself replaces the remote address by what {@code X-Forwarded-For} says.
 */
final class TomcatPeer extends ValveBase {

  TomcatPeer() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    request.setAttribute(ServletRequestFacts.PEER, request.getPeerAddr());
    getNext().invoke(request, response);
  }
}
