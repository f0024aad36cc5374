package dev.partywall.example.crm.products;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something to sell. */
@Entity
@Table(name = "products")
public class Product {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "products_seq")
  @SequenceGenerator(name = "products_seq", sequenceName = "products_seq", allocationSize = 1)
  private @Nullable Long id;

  @Version private int version;
  private String name;
  private String manufacturer;
  private String brand;
  private String type;
  private BigDecimal price;

  @SuppressWarnings("NullAway.Init") // filled by JPA
  protected Product() {}

  public Product(String name, String manufacturer, String brand, String type, BigDecimal price) {
    this.name = name;
    this.manufacturer = manufacturer;
    this.brand = brand;
    this.type = type;
    this.price = price;
  }

  public long getId() {
    if (id == null) {
      throw new IllegalStateException("The product is not saved yet");
    }
    return id;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getManufacturer() {
    return manufacturer;
  }

  public void setManufacturer(String manufacturer) {
    this.manufacturer = manufacturer;
  }

  public String getBrand() {
    return brand;
  }

  public void setBrand(String brand) {
    this.brand = brand;
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type;
  }

  public BigDecimal getPrice() {
    return price;
  }

  public void setPrice(BigDecimal price) {
    this.price = price;
  }
}
