package dev.partywall.benchmarks.tax;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.yaml.YamlShardingSphereDataSourceFactory;

/** ShardingSphere-JDBC with the tenant as sharding column over one database, and SQL that names the tenant by hand. */
final class ShardingsphereContender extends JdbcContender {

  private static final List<String> TABLES = List.of("customers", "products", "orders", "order_lines", "events");

  ShardingsphereContender(DataSource shardingsphere) {
    super("shardingsphere", shardingsphere, true);
  }

  /** ShardingSphere over one pool; it can be closed. */
  static DataSource over(DataSource pool) throws SQLException, IOException {
    String tables =
        TABLES.stream()
            .map(
                table ->
                    """
            %1$s:
              actualDataNodes: ds_0.%1$s
              databaseStrategy:
                standard:
                  shardingColumn: tenant_id
                  shardingAlgorithmName: by_tenant
        """
                        .formatted(table))
            .collect(Collectors.joining());
    String yaml =
        """
        mode:
          type: Standalone
          repository:
            type: JDBC
        rules:
        - !SHARDING
          tables:
        %s
          bindingTables:
            - %s
          shardingAlgorithms:
            by_tenant:
              type: INLINE
              props:
                algorithm-expression: ds_${tenant_id %% 1}
        """
            .formatted(tables.indent(-2).indent(2).stripTrailing(), String.join(",", TABLES));
    return YamlShardingSphereDataSourceFactory.createDataSource(
        Map.of("ds_0", pool), yaml.getBytes(StandardCharsets.UTF_8));
  }
}
