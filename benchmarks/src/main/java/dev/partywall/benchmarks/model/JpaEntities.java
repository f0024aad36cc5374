package dev.partywall.benchmarks.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Persistable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** Entities and repositories of Spring Data JPA. */
@NullUnmarked
final class JpaEntities {

  private JpaEntities() {}

  /** A product. */
  @Entity
  @Table(name = "products")
  static class JpaProduct {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenant;

    String name;
    Long price;
    Integer stock;

    long value() {
      return Data.value(name, price, stock);
    }
  }

  /** An event, which is always a new one. */
  @Entity
  @Table(name = "events")
  static class JpaEvent implements Persistable<Long> {
    @Id Long id;

    @TenantId
    @Column(name = "tenant_id")
    Long tenant;

    String text;

    JpaEvent() {}

    JpaEvent(Long id, String text) {
      this.id = id;
      this.text = text;
    }

    @Override
    public Long getId() {
      return id;
    }

    @Override
    public boolean isNew() {
      return true;
    }
  }

  interface JpaProducts extends JpaRepository<JpaProduct, Long> {

    List<JpaProduct> findByIdGreaterThanEqualOrderById(Long from, Limit limit);

    @Transactional
    @Modifying
    @Query("update JpaEntities$JpaProduct p set p.stock = ?2 where p.id = ?1")
    int setStock(Long id, Integer stock);
  }

  interface JpaEvents extends JpaRepository<JpaEvent, Long> {}
}
