package dev.partywall.spring.boot.identity;

import dev.partywall.core.Tenancy;
import dev.partywall.identity.NewUser;
import dev.partywall.identity.User;
import dev.partywall.identity.Users;
import dev.partywall.spring.boot.app.Http;
import dev.partywall.test.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One node of the application, and a browser or a client in front of it. */
final class IdentityNode implements AutoCloseable {

  static final String SECRET = "0123456789abcdef0123456789abcdef";
  static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private final ConfigurableWebServerApplicationContext context;
  final Http http;

  /**
   * @param tenants null for those that the settings say
   */
  IdentityNode(TestDatabase database, MutableTenants tenants, String... settings) {
    this(IdentityApplication.class, database, tenants, settings);
  }

  IdentityNode(Class<?> application, TestDatabase database, MutableTenants tenants, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--test.identity=true",
                "--partywall.identity.token.enabled=true",
                "--partywall.identity.token.secret=" + SECRET,
                "--partywall.resolve.fallback=host",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    for (String setting : settings) {
      String name = setting.substring(0, setting.indexOf('=') + 1);
      all.removeIf(other -> other.startsWith(name)); // twice would be a list
      all.add(setting);
    }
    this.context =
        (ConfigurableWebServerApplicationContext)
            new SpringApplicationBuilder(application)
                .initializers(
                    created -> {
                      if (tenants != null) {
                        ((GenericApplicationContext) created).registerBean(MutableTenants.class, () -> tenants);
                      }
                    })
                .run(all.toArray(String[]::new));
    this.http = new Http(context.getWebServer().getPort());
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  <R> R users(Tenancy tenancy, Function<Users, R> work) {
    return tenancy.<R, RuntimeException>call(() -> work.apply(bean(Users.class)));
  }

  User user(Tenancy tenancy, String name, String password, String... roles) {
    return users(tenancy, users -> users.create(NewUser.of(name).withPassword(password).withRoles(roles)).user());
  }

  /** What a browser does with Spring Security's own form. The answer has the session's cookie. */
  Http.Response form(String tenant, String user, String password) {
    Http.Response page = http.get("/login", tenant);
    Http.Response answer =
        http.post(
            "/login",
            "application/x-www-form-urlencoded",
            "username=" + user + "&password=" + password.replace(" ", "+") + "&_csrf=" + csrf(page),
            tenant,
            Http.cookies(page));
    return answer;
  }

  static String csrf(Http.Response page) {
    Matcher field = CSRF.matcher(page.body());
    if (!field.find()) {
      throw new AssertionError("No CSRF token in " + page);
    }
    return field.group(1);
  }

  Http.Response tokenAnswer(String path, String tenant, String user, String password) {
    String body = "{\"user\": \"" + user + "\", \"password\": \"" + password + "\"}";
    return http.post(path, "application/json", body, tenant);
  }

  /** The header with a token. */
  String bearer(String tenant, String user, String password) {
    return bearer(tokenAnswer("/identity/token", tenant, user, password));
  }

  static String bearer(Http.Response answer) {
    Matcher token = TOKEN.matcher(answer.body());
    if (!token.find()) {
      throw new AssertionError("No token in " + answer);
    }
    return "Authorization: Bearer " + token.group(1);
  }

  static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public void close() {
    context.close();
  }
}
