package dev.partywall.jdbc;

import dev.partywall.core.DatasourceName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A named set of databases that hold the same rows: some write, some only read, being replicas. Which of them takes
 * writes at a moment is asked of the databases themselves; the settings say what to begin with.
 *
 * @param name the name that placements refer to
 * @param write the nodes that write; several only if {@link Routing#multiWriter()}
 * @param read the nodes that read; with none, the writers do
 * @param routing how a node is chosen for a statement
 */
public record DatasourceSet(DatasourceName name, List<Node> write, List<Node> read, Routing routing) {

  public DatasourceSet {
    write = List.copyOf(write);
    read = List.copyOf(read);
    if (write.isEmpty()) {
      throw new IllegalArgumentException("Datasource set '" + name + "' has no write node; it needs one");
    }
    if (write.size() > 1 && !routing.multiWriter()) {
      throw new IllegalArgumentException(
          "Datasource set '"
              + name
              + "' has "
              + write.size()
              + " write nodes; it needs exactly 1, or multi-writer if each of them may write at any time. A standby that"
              + " takes over when the writer fails is a read node");
    }
    requireDistinctNames(name, write, read);
  }

  private static void requireDistinctNames(DatasourceName set, List<Node> write, List<Node> read) {
    Set<String> names = new HashSet<>();
    Stream.concat(write.stream(), read.stream())
        .map(Node::name)
        .filter(name -> !names.add(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "Datasource set '" + set + "' has two nodes named '" + name + "'; give each its own name");
            });
  }

  /** A set of one database. */
  public static DatasourceSet of(DatasourceName name, PoolSettings pool) {
    return of(name, pool, List.of());
  }

  /** A set of one writer, {@code write-1}, and its replicas, {@code read-1} and so on. */
  public static DatasourceSet of(DatasourceName name, PoolSettings write, List<PoolSettings> read) {
    List<Node> readers =
        IntStream.range(0, read.size()).mapToObj(i -> Node.of("read-" + (i + 1), read.get(i))).toList();
    return new DatasourceSet(name, List.of(Node.of("write-1", write)), readers, Routing.DEFAULT);
  }

  /** This set with another routing. */
  public DatasourceSet withRouting(Routing routing) {
    return new DatasourceSet(name, write, read, routing);
  }

  /**
   * Another database on the servers of this set: {@code <set>.<database>}.
   *
   * @throws IllegalArgumentException if the URLs are not PostgreSQL's
   */
  public DatasourceSet onDatabase(String database) {
    return new DatasourceSet(name.on(database), onDatabase(write, database), onDatabase(read, database), routing);
  }

  private static List<Node> onDatabase(List<Node> nodes, String database) {
    return nodes.stream().map(node -> new Node(node.name(), node.pool().onDatabase(database), node.weight())).toList();
  }

  /** All nodes: those that write, then those that read. */
  public Stream<Node> nodes() {
    return Stream.concat(write.stream(), read.stream());
  }

  /** Whether there is nothing to choose. */
  public boolean isSingle() {
    return write.size() + read.size() == 1;
  }
}
