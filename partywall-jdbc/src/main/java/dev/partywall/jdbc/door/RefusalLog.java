package dev.partywall.jdbc.door;

import dev.partywall.core.PartywallException;
import dev.partywall.jdbc.RefusedStatement;
import dev.partywall.jdbc.RefusedStatement.Outcome;
import dev.partywall.sql.StatementRefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The statements that were not proven, once for each fingerprint, as long as there is room. */
final class RefusalLog {

  private static final int ROOM = 1_000;
  private static final int TEXT = 2_000;

  private final Map<String, RefusedStatement> seen = new ConcurrentHashMap<>();

  /** Counts a statement; gives it back if it is the first of its fingerprint. */
  @Nullable RefusedStatement note(String fingerprint, String sql, PartywallException reason, Outcome outcome) {
    if (seen.size() >= ROOM && !seen.containsKey(fingerprint)) {
      return null;
    }
    RefusedStatement now =
        seen.compute(
            fingerprint,
            (_, known) -> known == null ? first(fingerprint, sql, reason, outcome) : again(known, outcome));
    return now.count() == 1 ? now : null;
  }

  private static RefusedStatement first(String fingerprint, String sql, PartywallException reason, Outcome outcome) {
    return new RefusedStatement(
        fingerprint,
        sql.length() <= TEXT ? sql : sql.substring(0, TEXT) + "…",
        reason.code(),
        reason instanceof StatementRefusedException refusal ? refusal.reason().code() : null,
        String.valueOf(reason.getMessage()),
        CallSite.find(),
        outcome,
        1);
  }

  private static RefusedStatement again(RefusedStatement known, Outcome outcome) {
    return new RefusedStatement(
        known.fingerprint(),
        known.sql(),
        known.code(),
        known.reason(),
        known.message(),
        known.callSite(),
        outcome,
        known.count() + 1);
  }

  /** The most frequent first. */
  List<RefusedStatement> seen() {
    return seen.values().stream()
        .sorted(
            Comparator.comparingLong(RefusedStatement::count).reversed().thenComparing(RefusedStatement::fingerprint))
        .toList();
  }
}
