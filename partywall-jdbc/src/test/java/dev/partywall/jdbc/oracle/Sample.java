package dev.partywall.jdbc.oracle;

import dev.partywall.core.TenantId;
import dev.partywall.test.PostgresServer;
import dev.partywall.test.oracle.TwoTenantOracle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A shop's database with every kind of table, for two tenants with overlapping keys. */
public final class Sample {

  static final TenantId FIRST = TenantId.of(1);
  static final TenantId SECOND = TenantId.of(2);

  private Sample() {}

  /** Creates and fills the databases. */
  public static TwoTenantOracle open() {
    return TwoTenantOracle.builder(PostgresServer.shared())
        .schema(schema())
        .schema(text("functions.sql"))
        .commonRows(text("common.sql"))
        .hostRows(text("host.sql"))
        .rowsOfEach(text("rows.sql"))
        .rowsOf(FIRST, text("more-of-first.sql"))
        .rowsOf(SECOND, text("more-of-second.sql"))
        .tenants(FIRST, SECOND)
        .open();
  }

  /** Before version 15 a unique key takes NULL as different from NULL. No statement is about that. */
  private static String schema() {
    String newest = text("schema.sql");
    return Server.VERSION < 15 ? newest.replace(" nulls not distinct", "") : newest;
  }

  static String text(String resource) {
    try (InputStream stream = Sample.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("There is no " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
