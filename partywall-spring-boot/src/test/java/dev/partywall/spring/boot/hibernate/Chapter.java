package dev.partywall.spring.boot.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
class Chapter {

  @Id Long id;

  @ManyToOne(fetch = FetchType.LAZY)
  Book book;

  String title;

  protected Chapter() {}

  Chapter(long id, Book book, String title) {
    this.id = id;
    this.book = book;
    this.title = title;
  }
}
