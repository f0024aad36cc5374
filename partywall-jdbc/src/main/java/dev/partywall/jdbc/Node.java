package dev.partywall.jdbc;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One of the databases of a datasource set, and the pool of connections to it.
 *
 * @param name the name for messages, metrics and changes at run time; no two nodes of a set share it
 * @param pool how to reach it
 * @param weight how often it is chosen, compared with the others of its set; at least 1
 */
public record Node(String name, PoolSettings pool, int weight) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

  public Node {
    Objects.requireNonNull(pool, "pool");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a node; one is a letter or digit and up to 62 letters, digits, dots, hyphens or"
              + " underscores");
    }
    if (weight < 1) {
      throw new IllegalArgumentException(
          "Node '" + name + "' has weight " + weight + "; it is at least 1. Remove a node that is to serve nobody");
    }
  }

  /** A node of weight 1. */
  public static Node of(String name, PoolSettings pool) {
    return new Node(name, pool, 1);
  }

  /** This node with another weight. */
  public Node withWeight(int weight) {
    return new Node(name, pool, weight);
  }
}
