package dev.partywall.spring.boot.hibernate;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;

interface Books extends JpaRepository<Book, Long> {

  /** Spring Data checks it while the application starts, where no tenancy is bound. */
  @Query("select b.title from Book b order by b.title")
  List<String> titles();

  @NativeQuery("select title from book order by title")
  List<String> nativeTitles();
}
