package dev.partywall.spring.boot.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** An identity provider: it tells its keys over HTTP, and signs tokens. */
final class LocalIssuer implements AutoCloseable {

  private final HttpServer server;
  private final RSAKey key;

  LocalIssuer() throws IOException, JOSEException {
    this.key = new RSAKeyGenerator(2048).keyID("key").generate();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\":\""
                    + url()
                    + "\",\"jwks_uri\":\""
                    + url()
                    + "/keys\",\"subject_types_supported\":[\"public\"]}"));
    server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
    server.start();
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** The header with a token of this issuer. */
  String bearer(String user, Map<String, Object> claims) {
    return bearer(url(), user, claims);
  }

  /** A token that says it is of an issuer. */
  String bearer(String issuer, String user, Map<String, Object> claims) {
    JwtClaimsSet.Builder set =
        JwtClaimsSet.builder()
            .issuer(issuer)
            .subject(user)
            .issuedAt(Instant.now())
            .expiresAt(Instant.now().plusSeconds(600));
    claims.forEach(set::claim);
    return "Authorization: Bearer "
        + new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(key)))
            .encode(JwtEncoderParameters.from(set.build()))
            .getTokenValue();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
