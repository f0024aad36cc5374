package dev.partywall.sql.internal.verify;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.util.BitSet;

/**
 * The markers of the text against the bind plan: each is the caller's or the tenant's, and the tenant's are all used.
 */
final class Binds {

  private final BindPlan plan;
  private final BitSet tenant = new BitSet();
  private final BitSet used = new BitSet();

  Binds(BindPlan plan, Lexed original, Lexed text) {
    this.plan = plan;
    if (plan.callerCount() != original.parameters()) {
      throw new Unverified(
          "the caller wrote " + original.parameters() + " parameters and the plan has " + plan.callerCount());
    }
    if (plan.count() != text.parameters()) {
      throw new Unverified("the text has " + text.parameters() + " parameters and the plan " + plan.count());
    }
    BitSet all = new BitSet();
    for (int position : plan.tenantPositions()) {
      take(all, position);
      tenant.set(position);
    }
    for (int parameter = 1; parameter <= plan.callerCount(); parameter++) {
      take(all, plan.position(parameter));
    }
  }

  private void take(BitSet all, int position) {
    if (position < 1 || position > plan.count() || all.get(position)) {
      throw new Unverified("position " + position + " is outside of the text or planned twice");
    }
    all.set(position);
  }

  /** Marks a tenant's position as used where it belongs; false if it is not the tenant's. */
  boolean use(int ordinal) {
    used.set(ordinal);
    return tenant.get(ordinal);
  }

  /** Whether a marker is a caller's parameter that the door compares with the tenant before the statement runs. */
  boolean isCheckedParameter(int ordinal) {
    return plan.tenantParameters().stream().anyMatch(p -> plan.position(p.parameter()) == ordinal);
  }

  /** Whether a literal is one that the door compares with the tenant before the statement runs. */
  boolean isCheckedLiteral(Token literal, boolean negative) {
    String text = literal.text();
    boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
    String value = quoted ? text.substring(1, text.length() - 1).replace("''", "'") : text;
    String compared = negative ? "-" + value : value;
    return plan.tenantLiterals().stream().anyMatch(l -> compared.equals(l.value()));
  }

  /** Whether a NULL is one that the door compares with the tenant before the statement runs. */
  boolean isCheckedNull() {
    return plan.tenantLiterals().stream().anyMatch(l -> l.value() == null);
  }

  void requireAllUsed() {
    BitSet unused = (BitSet) tenant.clone();
    unused.andNot(used);
    if (!unused.isEmpty()) {
      throw new Unverified("the tenant is bound at " + unused + ", which is no condition on a discriminator");
    }
  }

  BitSet tenantPositions() {
    return (BitSet) tenant.clone();
  }
}
