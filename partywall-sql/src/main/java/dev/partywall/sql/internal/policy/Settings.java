package dev.partywall.sql.internal.policy;

import dev.partywall.sql.internal.lex.Lexed;
import dev.partywall.sql.internal.lex.Token;
import dev.partywall.sql.internal.lex.Token.Kind;
import dev.partywall.sql.internal.syntax.Call;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which settings a statement may read or change. */
public final class Settings {

  private static final String OURS = "partywall.";

  /** Settings that change how long or by what means a statement works, but not what it may see. */
  private static final Set<String> TUNING =
      Set.of(
          "lock_timeout",
          "statement_timeout",
          "idle_in_transaction_session_timeout",
          "transaction_timeout",
          "work_mem",
          "hash_mem_multiplier",
          "jit",
          "synchronous_commit",
          "random_page_cost",
          "cursor_tuple_fraction",
          "plan_cache_mode",
          "constraint_exclusion",
          "from_collapse_limit",
          "join_collapse_limit",
          "geqo",
          "max_parallel_workers_per_gather",
          "maintenance_work_mem",
          "application_name",
          "timezone",
          "datestyle",
          "intervalstyle",
          "bytea_output",
          "extra_float_digits",
          "client_min_messages");

  private static final Set<String> SHOWN =
      Set.of(
          "transaction_isolation",
          "transaction_read_only",
          "server_version",
          "server_version_num",
          "server_encoding",
          "client_encoding",
          "standard_conforming_strings",
          "search_path",
          "default_transaction_isolation",
          "max_identifier_length");

  private Settings() {}

  /** Whether a transaction may change it for itself. */
  public static boolean isTuning(String setting) {
    String name = setting.toLowerCase(Locale.ROOT);
    return TUNING.contains(name) || name.startsWith("enable_");
  }

  /** Whether it may be shown. */
  public static boolean isShown(String setting) {
    return isTuning(setting) || SHOWN.contains(setting.toLowerCase(Locale.ROOT));
  }

  /** Whether it is an application's own, which has a dot in its name. */
  private static boolean isApplications(String setting) {
    return setting.indexOf('.') > 0 && !setting.toLowerCase(Locale.ROOT).startsWith(OURS);
  }

  /**
   * Whether a call is of current_setting or set_config, of a setting that is named by a literal and may be read or
   * changed.
   */
  static boolean isAllowed(Call call, Lexed lexed) {
    String function = call.name().text();
    if (!function.equals("current_setting") && !function.equals("set_config")) {
      return false;
    }
    List<Token> tokens = lexed.tokens();
    int close = lexed.partner(call.open());
    String setting = plain(tokens.get(call.open() + 1));
    Token after = tokens.get(Math.min(call.open() + 2, close));
    if (setting == null || !(after.isMark(",") || after.isMark(")"))) {
      return false;
    }
    if (function.equals("current_setting")) {
      return isShown(setting) || isApplications(setting);
    }
    boolean local = close > call.open() + 4 && tokens.get(close - 1).is("true") && tokens.get(close - 2).isMark(",");
    return local && (isTuning(setting) || isApplications(setting));
  }

  private static @Nullable String plain(Token token) {
    boolean plain = token.kind() == Kind.STRING && token.text().indexOf('\'', 1) == token.text().length() - 1;
    return plain && token.text().startsWith("'") ? token.text().substring(1, token.text().length() - 1) : null;
  }
}
