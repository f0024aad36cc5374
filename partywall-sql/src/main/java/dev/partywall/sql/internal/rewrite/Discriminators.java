package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.BindPlan.TenantLiteral;
import dev.partywall.sql.BindPlan.TenantParameter;
import dev.partywall.sql.Catalog.Column;
import dev.partywall.sql.Catalog.Relation;
import dev.partywall.sql.Reach;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import dev.partywall.sql.internal.syntax.Region;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether a value that a statement gives to a discriminator is the current tenant. */
final class Discriminators {

  /** Types that a value can be cast to and stay what it is, by the kind of the discriminator's own type. */
  private static final List<Set<String>> FAITHFUL =
      List.of(
          Set.of("bigint", "int8", "integer", "int", "int4"),
          Set.of("uuid"),
          Set.of("text", "varchar", "character varying"));

  private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]*");

  /**
   * Relations whose discriminator is the tenant.
   *
   * @param qualifiers by what they are known
   * @param single whether there is no other source of columns
   */
  record Proven(List<String> qualifiers, boolean single) {
    static final Proven NONE = new Proven(List.of(), false);
  }

  private final Rewrite rewrite;

  Discriminators(Rewrite rewrite) {
    this.rewrite = rewrite;
  }

  /**
   * Accepts a parameter or literal, to be compared with the tenant at execution, or the discriminator of a relation
   * that has a condition.
   *
   * @return whether it is accepted
   */
  boolean accept(Region value, Relation relation, Proven proven) {
    Region bare = withoutBrackets(value);
    if (isColumn(bare, proven)) {
      return true;
    }
    Region core = withoutBrackets(withoutCast(bare, faithful(relation)));
    String where = relation.name() + "." + rewrite.catalog.discriminator();
    Token first = rewrite.token(core.from());
    if (core.size() == 1 && first.kind() == Kind.PARAMETER) {
      rewrite.splices.mustBeTenant(new TenantParameter(first.parameter(), where));
      return true;
    }
    if (core.size() == 1 && first.is("null")) {
      return rewrite.reach == Reach.HOST;
    }
    String literal = literal(core);
    if (literal != null) {
      rewrite.splices.mustBeTenant(new TenantLiteral(literal, where));
    }
    return literal != null;
  }

  /**
   * The value of a plain string or a whole number, or null for all else. A number is one as it would be shown: what 007
   * is in a column of texts is not what it says.
   */
  private @Nullable String literal(Region region) {
    Token first = rewrite.token(region.from());
    if (region.size() == 1 && first.kind() == Kind.STRING && first.text().startsWith("'")) {
      String inner = first.text().substring(1, first.text().length() - 1);
      return inner.replace("''", "").indexOf('\'') >= 0 ? null : inner.replace("''", "'");
    }
    boolean negative = region.size() == 2 && first.isOperator("-");
    Token number = rewrite.token(region.last());
    boolean whole = number.kind() == Kind.NUMBER && WHOLE.matcher(number.text()).matches();
    return whole && (region.size() == 1 || negative) ? (negative ? "-" : "") + number.text() : null;
  }

  private boolean isColumn(Region region, Proven proven) {
    Token last = rewrite.token(region.last());
    if (!last.isName() || !last.text().equals(rewrite.catalog.discriminator())) {
      return false;
    }
    if (region.size() == 1) {
      return proven.single() && proven.qualifiers().size() == 1;
    }
    Token qualifier = rewrite.token(region.from());
    return region.size() == 3
        && rewrite.token(region.from() + 1).isMark(".")
        && qualifier.isName()
        && proven.qualifiers().contains(qualifier.text());
  }

  private Region withoutBrackets(Region region) {
    Region bare = region;
    while (bare.size() > 2
        && rewrite.token(bare.from()).isMark("(")
        && rewrite.lexed.partner(bare.from()) == bare.last()) {
      bare = new Region(bare.from() + 1, bare.last(), bare.queries());
    }
    return bare;
  }

  private Set<String> faithful(Relation relation) {
    String type = relation.column(rewrite.catalog.discriminator()).map(Column::type).orElse("");
    String bare = type.replaceAll("\\(.*\\)", "");
    return FAITHFUL.stream().filter(types -> types.contains(bare)).findFirst().orElse(Set.of());
  }

  /** The value in {@code v::type} and {@code CAST(v AS type)} if the type keeps it. */
  private Region withoutCast(Region region, Set<String> faithful) {
    int size = region.size();
    if (size > 2 && rewrite.token(region.to() - 2).isMark("::") && rewrite.token(region.last()).isAny(faithful)) {
      return new Region(region.from(), region.to() - 2, region.queries());
    }
    if (isFaithfulInBrackets(region, faithful)) {
      return new Region(region.from() + 2, region.to() - 3, region.queries());
    }
    return region;
  }

  private boolean isFaithfulInBrackets(Region region, Set<String> faithful) {
    return region.size() > 5
        && rewrite.token(region.from()).is("cast")
        && rewrite.token(region.from() + 1).isMark("(")
        && rewrite.lexed.partner(region.from() + 1) == region.last()
        && rewrite.token(region.to() - 2).isAny(faithful)
        && rewrite.token(region.to() - 3).is("as");
  }
}
