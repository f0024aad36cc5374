package dev.partywall.sql.internal.lex;

import java.util.Set;

/** The words of PostgreSQL 18's grammar (appendix C of its manual), by what they can be used for. */
public final class Words {

  private Words() {}

  /** Words that are no name of anything unless quoted, after AS as a column's label, or after a dot. */
  public static final Set<String> RESERVED =
      Set.of(
          ("all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create"
                  + " current_catalog current_date current_role current_time current_timestamp current_user default deferrable"
                  + " desc distinct do else end except false fetch for foreign from grant group having in initially intersect"
                  + " into lateral leading limit localtime localtimestamp not null offset on only or order placing primary"
                  + " references returning select session_user some symmetric system_user table then to trailing true union"
                  + " unique user using variadic when where window with")
              .split(" "));

  /** Words that can name a function or a type only. */
  public static final Set<String> FUNCTION_OR_TYPE =
      Set.of(
          ("authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like"
                  + " natural notnull outer overlaps right similar tablesample verbose")
              .split(" "));

  /** Words that can name a column or table, but neither a function nor a type. */
  public static final Set<String> COLUMN_NAME =
      Set.of(
          ("between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int"
                  + " integer interval json json_array json_arrayagg json_exists json_object json_objectagg json_query"
                  + " json_scalar json_serialize json_table json_value least merge_action national nchar none normalize nullif"
                  + " numeric out overlay position precision real row setof smallint substring time timestamp treat trim values"
                  + " varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot"
                  + " xmlserialize xmltable")
              .split(" "));

  /**
   * Words that mean nothing in PostgreSQL's queries but something in those of other systems, so that a parser for many
   * dialects could misread them.
   */
  static final Set<String> FOREIGN =
      Set.of(
          ("anti any_value apply asof browse connect connect_by_root convert delayed distribute div emit engine explode final"
                  + " force glob global go high_priority if ignore inverse keep kill low_priority match_any match_phrase"
                  + " match_phrase_prefix match_regexp member minus noorder optimize overwrite pivot prewhere prior procedure"
                  + " qualify quick regexp rlike safe_cast sample semi settings shared sql_cache sql_calc_found_rows sql_no_cache"
                  + " start straight straight_join struct summarize tables top try_cast unpivot use xor")
              .split(" "));
}
