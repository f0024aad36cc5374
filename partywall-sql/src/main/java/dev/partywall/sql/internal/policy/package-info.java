/** What a statement may name beside tables: functions, types, operators, system catalogs, settings. */
@NullMarked
package dev.partywall.sql.internal.policy;

import org.jspecify.annotations.NullMarked;
