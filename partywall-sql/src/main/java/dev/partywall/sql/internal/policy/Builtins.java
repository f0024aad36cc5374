package dev.partywall.sql.internal.policy;

import dev.partywall.sql.Effect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's own functions that show nothing but what they are given. */
final class Builtins {

  /** Read once; about 500 names. */
  private static final Map<String, Effect> FUNCTIONS = load();

  /**
   * Words that PostgreSQL's grammar puts before an opening bracket where nothing is called, or that begin a type.
   * Should there be a user function of the name, that is looked at as well.
   */
  private static final Set<String> SYNTAX =
      Set.of(
          ("by columns content cube day document double escape filter first hour key minute month next over passing path"
                  + " repeatable rollup rows second sets value varying version within year zone")
              .split(" "));

  /** What the host may call beside what tenants may: about locks, sessions, sizes and the schema, but no tables. */
  private static final Set<String> FOR_HOST =
      Set.of(
          ("col_description has_schema_privilege has_table_privilege inet_client_addr inet_client_port inet_server_addr"
                  + " inet_server_port obj_description pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock"
                  + " pg_advisory_unlock_all pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared"
                  + " pg_cancel_backend pg_current_wal_lsn pg_database_size pg_get_constraintdef pg_get_expr pg_get_functiondef"
                  + " pg_get_indexdef pg_get_viewdef pg_indexes_size pg_last_wal_replay_lsn pg_notify pg_postmaster_start_time"
                  + " pg_relation_size pg_table_is_visible pg_table_size pg_terminate_backend pg_total_relation_size"
                  + " pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock"
                  + " pg_try_advisory_xact_lock_shared setval")
              .split(" "));

  /**
   * Beginnings of the names of PostgreSQL's own functions that show or change more than they are given, and the other
   * such names among those that take one argument, and so can be called as {@code (value).function}.
   */
  private static final List<String> CLOSED_BEGINNINGS = List.of("pg_", "lo_", "txid_", "binary_upgrade_", "fmgr_");

  private static final Set<String> CLOSED =
      Set.of(
          ("brin_summarize_new_values current_setting gin_clean_pending_list has_any_column_privilege obj_description"
                  + " plpgsql_validator row_security_active setseed to_regrole ts_debug ts_rewrite ts_stat")
              .split(" "));

  private Builtins() {}

  /** Whether a name after a dot may call a function that is not open, or one that only a writer runs. */
  static boolean isClosedField(String name) {
    Effect effect = FUNCTIONS.get(name);
    return effect == null
        ? CLOSED.contains(name) || CLOSED_BEGINNINGS.stream().anyMatch(name::startsWith)
        : effect != Effect.READ;
  }

  /** Whether the host may call a function that tenants may not. */
  static boolean isForHost(String name) {
    return FOR_HOST.contains(name);
  }

  /** The effect of a function, or null if it is not known to be harmless. */
  static @Nullable Effect effect(String name) {
    return FUNCTIONS.get(name);
  }

  /** Whether a word before an opening bracket is syntax. */
  static boolean isSyntax(String word) {
    return SYNTAX.contains(word);
  }

  static Set<String> names() {
    return FUNCTIONS.keySet();
  }

  private static Map<String, Effect> load() {
    Map<String, Effect> functions = new HashMap<>();
    try (InputStream file = Objects.requireNonNull(Builtins.class.getResourceAsStream("functions.txt"));
        BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
      Effect effect = Effect.READ;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          effect = line.equals("[writer only]") ? Effect.LOCKING_READ : Effect.READ;
        } else if (!line.startsWith("#") && !line.isEmpty()) {
          for (StringTokenizer names = new StringTokenizer(line); names.hasMoreTokens(); ) {
            functions.put(names.nextToken(), effect);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(functions);
  }
}
