package dev.partywall.sql.internal.verify;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.Effect;
import dev.partywall.sql.GuardedStatement;
import dev.partywall.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A guarded text in which the inserted parts are marked: {@code select 1 from a where «(»x«) and a.tenant_id = ?»}. The
 * caller's text is what is left without them; a {@code ?} inside is the tenant's.
 */
record Marked(String text, Effect effect, Set<TableName> tables) {

  String original() {
    return text.replaceAll("«[^»]*»", "");
  }

  GuardedStatement guarded() {
    List<Integer> caller = new ArrayList<>();
    List<Integer> tenant = new ArrayList<>();
    boolean inserted = false;
    for (char c : text.toCharArray()) {
      switch (c) {
        case '«' -> inserted = true;
        case '»' -> inserted = false;
        case '?' -> (inserted ? tenant : caller).add(caller.size() + tenant.size() + 1);
        default -> {}
      }
    }
    BindPlan plan = new BindPlan(ints(caller), ints(tenant), List.of(), List.of());
    return new GuardedStatement(text.replaceAll("[«»]", ""), plan, effect, tables);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
