package dev.partywall.spring.boot.contract;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity(name = "Country")
@Table(name = "country")
class CountryEntity {
  @Id String code;
  String name;

  String getCode() {
    return code;
  }
}
