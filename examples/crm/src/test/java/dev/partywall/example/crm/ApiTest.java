package dev.partywall.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.partywall.example.crm.Api.Answer;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API does for one tenant what an ordinary application does. */
class ApiTest extends CrmTest {

  private static final String ORDER =
      """
      {"customerId": 3, "orderDate": "2026-05-01", "priority": "HIGH",
       "lines": [{"productId": 1, "quantity": 3}, {"productId": 2, "quantity": 1, "discount": 0.25}]}
      """;

  private Api globex;

  @BeforeEach
  void workForOneTenant() {
    globex = api.of("globex");
  }

  @Test
  void aCustomerIsAddedReadChangedAndRemoved() {
    Answer added =
        globex.post(
            "/api/customers",
            """
            {"name": "Bricks & Co", "address": "1 Wall Street", "phone": "12-345", "segment": "BUILDING",
             "nation": "germany", "contacts": [{"name": "Ada", "email": "ada@example.com", "role": "Finance"}]}
            """);
    assertThat(added.status()).isEqualTo(201);
    String address = added.response().headers().firstValue("Location").orElseThrow();
    assertThat(address).isEqualTo("/api/customers/" + added.number("/id"));

    Answer read = globex.get(address);
    assertThat(read.at("/nation")).isEqualTo("GERMANY");
    assertThat(read.at("/contacts/0/email")).isEqualTo("ada@example.com");

    Answer changed =
        globex.patch(
            address,
            """
            {"name": "Bricks", "nation": "France", "contacts": [
              {"name": "Grace", "email": "grace@example.com", "role": "Finance"},
              {"name": "Alan", "email": "alan@example.com", "role": "Operations"}]}
            """);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("/name")).isEqualTo("Bricks");
    assertThat(globex.get(address).json()).isEqualTo(changed.json());
    assertThat(changed.at("/nation")).isEqualTo("FRANCE");
    assertThat(changed.at("/phone")).isEqualTo("12-345");
    assertThat(changed.json().at("/contacts")).hasSize(2);

    assertThat(globex.delete(address).status()).isEqualTo(204);
    assertThat(globex.get(address).status()).isEqualTo(404);
  }

  @Test
  void aProductIsAddedReadChangedAndRemoved() {
    Answer added =
        globex.post(
            "/api/products",
            """
            {"name": "red brick", "manufacturer": "Manufacturer#1", "brand": "Brand#11", "type": "BRICK", "price": 1.25}
            """);
    assertThat(added.status()).isEqualTo(201);
    String address = added.response().headers().firstValue("Location").orElseThrow();
    assertThat(globex.patch(address, "{\"price\": 1.5}").json().at("/price").decimalValue())
        .isEqualByComparingTo("1.5");
    assertThat(globex.get("/api/products?q=RED BRICK".replace(" ", "%20")).at("/content/0/name"))
        .isEqualTo("red brick");
    assertThat(globex.delete(address).status()).isEqualTo(204);
    assertThat(globex.get(address).status()).isEqualTo(404);
  }

  @Test
  void anOrderIsPlacedAtThePricesOfTheProducts() {
    BigDecimal first = globex.get("/api/products/1").json().at("/price").decimalValue();
    BigDecimal second = globex.get("/api/products/2").json().at("/price").decimalValue();
    Answer placed = globex.post("/api/orders", ORDER);
    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.json().at("/total").decimalValue())
        .isEqualByComparingTo(
            first
                .multiply(BigDecimal.valueOf(3))
                .add(second.multiply(new BigDecimal("0.75")))
                .setScale(2, java.math.RoundingMode.HALF_UP));
    String address = placed.response().headers().firstValue("Location").orElseThrow();
    Answer read = globex.get(address);
    assertThat(read.json().at("/lines")).hasSize(2);
    assertThat(read.at("/customer")).isEqualTo(customerName(1, CUSTOMERS, 3));
    assertThat(globex.patch(address, "{\"status\": \"SHIPPED\"}").at("/status")).isEqualTo("SHIPPED");
    assertThat(globex.get(address).at("/priority")).isEqualTo("HIGH");
    assertThat(globex.delete(address).status()).isEqualTo(204);
    assertThat(globex.get(address).status()).isEqualTo(404);
  }

  @Test
  void ordersAreFoundByTheirCustomersName() {
    String name = customerName(1, CUSTOMERS, 4);
    Answer answer = globex.get("/api/orders?size=100&q=" + name.replace("#", "%23").toLowerCase(java.util.Locale.ROOT));
    assertThat(answer.json().at("/content")).isNotEmpty().allMatch(order -> order.at("/customerId").asLong() == 4);
  }

  @Test
  void pagesFollowOneAnother() {
    Answer second = globex.get("/api/customers?page=1&size=10");
    assertThat(second.number("/content/0/id")).isEqualTo(11);
    assertThat(second.number("/page/totalPages")).isEqualTo(15);
    assertThat(globex.get("/api/customers?page=99&size=10").json().at("/content")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=-1", "size=0", "size=1000", "page=x", "page=99999999999"})
  void aPageThatIsNoneIsRefused(String query) {
    Answer answer = globex.get("/api/customers?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%25", "_", "%27%20or%201=1--", "%5C"})
  void aSearchTakesWildcardsAndQuotesAsText(String q) {
    Answer answer = globex.get("/api/customers?q=" + q);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.number("/page/totalElements")).isZero();
  }

  @Test
  void whatIsInUseCannotBeRemoved() {
    assertThat(globex.delete("/api/customers/1").status()).isEqualTo(409);
    assertThat(globex.delete("/api/products/1").status()).isEqualTo(409);
    assertThat(globex.get("/api/customers/1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/customers | {\"name\": \"x\"}                                           | address",
        "/api/products  | {\"name\": \" \", \"price\": -1}                            | price",
        "/api/orders    | {\"customerId\": 1, \"lines\": []}                          | lines",
        "/api/orders    | {\"customerId\": 1, \"lines\": [{\"productId\": 1, \"quantity\": 0}]} | lines[0].quantity"
      })
  void whatDoesNotFitIsRefusedWithTheFieldsNamed(String path, String body, String field) {
    Answer answer = globex.post(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors")).anyMatch(error -> error.at("/field").asString().equals(field));
  }

  @Test
  void aNationThatIsNoneIsRefused() {
    Answer answer = globex.patch("/api/customers/5", "{\"nation\": \"Atlantis\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/detail")).isEqualTo("There is no nation 'Atlantis'.");
  }

  @Test
  void blankTextIsNoChange() {
    assertThat(globex.patch("/api/customers/5", "{\"name\": \"  \"}").status()).isEqualTo(400);
    assertThat(globex.get("/api/customers/5").at("/name")).isEqualTo(customerName(1, CUSTOMERS, 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"text\"", "{\"lines\": 7}"})
  void aBodyThatIsNoOrderIsRefused(String body) {
    assertThat(globex.post("/api/orders", body).status()).isEqualTo(400);
  }
}
