package dev.partywall.spring.boot.contract;

/** Tools on the test class path that an application of another tool would not have. */
final class Exclusions {

  static final String HIBERNATE = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";
  static final String DATA_JPA = "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";
  static final String DATA_JDBC =
      "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration";
  static final String JOOQ = "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration";
  static final String MYBATIS = "org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration";

  private Exclusions() {}
}
