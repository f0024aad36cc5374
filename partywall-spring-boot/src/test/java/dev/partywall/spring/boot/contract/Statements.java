package dev.partywall.spring.boot.contract;

/** The plain SQL of the suite, in which no tenant is mentioned except where that is the point. */
final class Statements {

  static final String TOTALS =
      """
      select c.name as customer, n.name as country, sum(p.amount) as amount
      from customer c
      join purchase p on p.customer_id = c.id
      join country n on n.code = c.country
      group by c.id, c.name, n.name
      order by c.name
      """;

  static final String WITHOUT_PURCHASES =
      """
      select c.name from customer c
      left join purchase p on p.customer_id = c.id
      where p.id is null
      order by c.name
      """;

  static final String RANKING =
      """
      with sold as (
        select p.product, sum(p.amount) as amount from purchase p group by p.product
      )
      select rank() over (order by amount desc) || '. ' || product as line from sold order by amount desc, product
      """;

  private Statements() {}
}
