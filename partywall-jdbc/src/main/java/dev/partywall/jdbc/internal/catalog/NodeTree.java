package dev.partywall.jdbc.internal.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A parse tree of PostgreSQL in the text form of {@code pg_node_tree}, as the server stores a view's definition. Only
 * its grammar is known here, which is the same in all versions; what the fields mean is known to {@link ViewProof}.
 */
sealed interface NodeTree {

  /** A node and its fields by name. */
  record Node(String type, Map<String, NodeTree> fields) implements NodeTree {

    NodeTree field(String name) {
      return fields.getOrDefault(name, Nothing.NOTHING);
    }

    /** The node in this field, or empty if the field is absent or holds none. */
    Optional<Node> node(String name) {
      return field(name) instanceof Node node ? Optional.of(node) : Optional.empty();
    }

    /** The elements of the list in this field; none if the field is absent. */
    List<NodeTree> items(String name) {
      return field(name) instanceof Items(List<NodeTree> items) ? items : List.of();
    }

    /** The nodes of the list in this field. */
    List<Node> nodes(String name) {
      return items(name).stream().filter(Node.class::isInstance).map(Node.class::cast).toList();
    }

    /** The text of this field; empty if it is absent. */
    String text(String name) {
      return field(name) instanceof Atom(String text) ? text : "";
    }

    /** The number in this field; -1 if it is absent. */
    long number(String name) {
      return field(name) instanceof Atom(String text) ? Long.parseLong(text) : -1;
    }

    boolean flag(String name) {
      return text(name).equals("true");
    }

    boolean has(String name) {
      return switch (field(name)) {
        case Nothing _ -> false;
        case Items(List<NodeTree> items) -> !items.isEmpty();
        case Node _, Atom _ -> true;
      };
    }
  }

  /** A list. */
  record Items(List<NodeTree> items) implements NodeTree {}

  /** A word, number or string. */
  record Atom(String text) implements NodeTree {}

  /** What the server writes as {@code <>}. */
  enum Nothing implements NodeTree {
    NOTHING
  }

  /** Shows each node of the tree, this one first, to a visitor. */
  default void walk(Consumer<Node> visitor) {
    switch (this) {
      case Node node -> {
        visitor.accept(node);
        node.fields().values().forEach(child -> child.walk(visitor));
      }
      case Items(List<NodeTree> items) -> items.forEach(child -> child.walk(visitor));
      case Atom _, Nothing _ -> {}
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static NodeTree parse(String text) {
    Parser parser = new Parser(text);
    NodeTree tree = parser.value();
    parser.end();
    return tree;
  }

  /** A recursive-descent reader. */
  final class Parser {
    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private NodeTree value() {
      return switch (peek()) {
        case '{' -> node();
        case '(' -> list();
        default -> atom();
      };
    }

    private Node node() {
      at++;
      String type = word();
      Map<String, NodeTree> fields = new HashMap<>();
      while (peek() != '}') {
        String name = word();
        if (!name.startsWith(":")) {
          throw malformed("a field's name");
        }
        NodeTree value = value();
        // A constant's value is its length and then its bytes: the bytes are not needed.
        while (peek() != ':' && peek() != '}') {
          value();
        }
        fields.put(name.substring(1), value);
      }
      at++;
      return new Node(type, fields);
    }

    private Items list() {
      at++;
      List<NodeTree> items = new ArrayList<>();
      while (peek() != ')') {
        items.add(value());
      }
      at++;
      return new Items(items);
    }

    private NodeTree atom() {
      String word = word();
      return word.equals("<>") ? Nothing.NOTHING : new Atom(word);
    }

    private String word() {
      peek();
      StringBuilder word = new StringBuilder();
      int from = at;
      while (at < text.length() && !endsWord(text.charAt(at))) {
        if (text.charAt(at) == '\\') {
          at++;
        }
        if (at < text.length()) {
          word.append(text.charAt(at++));
        }
      }
      if (at == from) {
        throw malformed("a word");
      }
      return word.toString();
    }

    private static boolean endsWord(char c) {
      return isBlank(c) || c == '(' || c == ')' || c == '{' || c == '}';
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\n' || c == '\t';
    }

    /** The first character of what comes next. */
    private char peek() {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        throw malformed("more text");
      }
      return text.charAt(at);
    }

    private void end() {
      if (!text.substring(at).isBlank()) {
        throw malformed("the end");
      }
    }

    private IllegalArgumentException malformed(String expected) {
      return new IllegalArgumentException("A stored definition has no " + expected + " at character " + at);
    }
  }
}
