package dev.partywall.spring.boot.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;

/** An entity that knows nothing of tenants. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
class Book {

  @Id Long id;

  @NaturalId String isbn;

  String title;

  @OneToMany(mappedBy = "book", cascade = CascadeType.ALL)
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  List<Chapter> chapters = new ArrayList<>();

  protected Book() {}

  Book(long id, String title) {
    this.id = id;
    this.isbn = "isbn-" + id;
    this.title = title;
  }
}
