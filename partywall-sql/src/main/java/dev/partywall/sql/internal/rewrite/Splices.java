package dev.partywall.sql.internal.rewrite;

import dev.partywall.sql.BindPlan;
import dev.partywall.sql.BindPlan.TenantLiteral;
import dev.partywall.sql.BindPlan.TenantParameter;
import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Edits of a text: what was written stays as it is, comments included. */
final class Splices {

  private static final int AFTER = 0;
  private static final int BEFORE = 1;

  /**
   * An edit.
   *
   * @param position where
   * @param end up to where the text is replaced, exclusive; equal to the position for an insertion
   * @param side whether it belongs to the token before or after the position
   * @param rank the order among edits of the same position and side
   * @param text what is put there
   * @param markers how many of the markers in it are the tenant's
   */
  private record Edit(int position, int end, int side, int rank, String text, int markers) {}

  private final Lexed lexed;
  private final List<Edit> edits = new ArrayList<>();
  private final List<TenantParameter> tenantParameters = new ArrayList<>();
  private final List<TenantLiteral> tenantLiterals = new ArrayList<>();

  Splices(Lexed lexed) {
    this.lexed = lexed;
  }

  /**
   * Puts a text before a token. Of several, that of the outermost query comes first, then in the order of the calls.
   */
  void before(int token, String text, int markers) {
    Token place = lexed.tokens().get(token);
    edits.add(new Edit(place.outerStart(), place.outerStart(), BEFORE, place.depth(), text, markers));
  }

  /**
   * Puts a text after a token. Of several, that of the innermost query comes first, then in the order of the calls.
   *
   * @param depth the depth of the query that the text is for
   */
  void after(int token, int depth, String text, int markers) {
    Token place = lexed.tokens().get(token);
    edits.add(new Edit(place.outerEnd(), place.outerEnd(), AFTER, -depth, text, markers));
  }

  /** Puts a text in the place of some tokens, which must hold no markers. */
  void replace(int from, int to, String text, int markers) {
    int start = lexed.tokens().get(from).outerStart();
    edits.add(new Edit(start, lexed.tokens().get(to - 1).outerEnd(), BEFORE, Integer.MAX_VALUE, text, markers));
  }

  /** A caller's parameter that must be the tenant. */
  void mustBeTenant(TenantParameter parameter) {
    tenantParameters.add(parameter);
  }

  /** A literal that must be the tenant. */
  void mustBeTenant(TenantLiteral literal) {
    tenantLiterals.add(literal);
  }

  /** The edited text with its markers' plan. */
  Spliced done() {
    edits.sort(Comparator.comparingInt(Edit::position).thenComparingInt(Edit::side).thenComparingInt(Edit::rank));
    return new Assembly().run();
  }

  /** A text and the plan for its markers. */
  record Spliced(String text, BindPlan binds) {}

  /** Goes through the text once. */
  private final class Assembly {

    private final StringBuilder out = new StringBuilder(lexed.text().length() + 64 * edits.size());
    private final int[] callerPositions = new int[lexed.parameters()];
    private final List<Integer> tenantPositions = new ArrayList<>();
    private int copied;
    private int nextToken;
    private int caller;

    Spliced run() {
      for (Edit edit : edits) {
        copyTo(edit.position());
        insert(edit.text());
        for (int i = 0; i < edit.markers(); i++) {
          tenantPositions.add(caller + tenantPositions.size() + 1);
        }
        skipTo(edit.end());
      }
      copyTo(lexed.text().length());
      int[] tenant = tenantPositions.stream().mapToInt(Integer::intValue).toArray();
      return new Spliced(out.toString(), new BindPlan(callerPositions, tenant, tenantParameters, tenantLiterals));
    }

    private void copyTo(int position) {
      if (position <= copied) {
        return;
      }
      pad(lexed.text().charAt(copied));
      out.append(lexed.text(), copied, position);
      countMarkers(position);
      copied = position;
    }

    private void insert(String text) {
      pad(text.charAt(0));
      out.append(text);
    }

    private void skipTo(int position) {
      while (nextToken < lexed.tokens().size() && lexed.tokens().get(nextToken).start() < position) {
        nextToken++;
      }
      copied = Math.max(copied, position);
    }

    private void countMarkers(int position) {
      for (; nextToken < lexed.tokens().size() && lexed.tokens().get(nextToken).start() < position; nextToken++) {
        if (lexed.tokens().get(nextToken).parameter() > 0) {
          callerPositions[caller] = caller + tenantPositions.size() + 1;
          caller++;
        }
      }
    }

    /** Nothing may melt together at a seam. */
    private void pad(char next) {
      if (out.isEmpty() || edits.isEmpty()) {
        return;
      }
      char last = out.charAt(out.length() - 1);
      boolean open = Character.isWhitespace(last) || last == '(' || last == '.';
      boolean closed = Character.isWhitespace(next) || next == ')' || next == ',' || next == ';' || next == '.';
      if (!open && !closed) {
        out.append(' ');
      }
    }
  }
}
