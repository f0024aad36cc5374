package dev.partywall.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryStringTest {

  @Test
  void everyOccurrenceIsDecoded() {
    assertThat(QueryString.values("a=1&x-tenant=%61cme&x%2Dtenant=b+c", "x-tenant")).containsExactly("acme", "b c");
  }

  @Test
  void aParameterWithoutAValueIsEmptyAndNotAbsent() {
    assertThat(QueryString.values("x-tenant", "x-tenant")).containsExactly("");
    assertThat(QueryString.values("x-tenant=", "x-tenant")).containsExactly("");
    assertThat(QueryString.values("x-tenant==", "x-tenant")).containsExactly("=");
  }

  @Test
  void whatIsNotWellEncodedStaysAsItIs() {
    assertThat(QueryString.values("x-tenant=%zz", "x-tenant")).containsExactly("%zz");
  }

  @Test
  void otherParametersAreNotIt() {
    assertThat(QueryString.values("X-Tenant=a&x-tenants=b&=c&&", "x-tenant")).isEmpty();
    assertThat(QueryString.values(null, "x-tenant")).isEmpty();
    assertThat(QueryString.values("", "x-tenant")).isEmpty();
  }
}
