package dev.partywall.sql.internal.parse;

import dev.partywall.sql.parser.parser.Node;
import dev.partywall.sql.parser.parser.Token;
import dev.partywall.sql.parser.schema.Column;
import dev.partywall.sql.parser.schema.Table;
import dev.partywall.sql.parser.statement.Statement;
import dev.partywall.sql.parser.statement.select.AllTableColumns;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds every table in a tree by going through all fields of all nodes, so that no kind of node can be forgotten. */
public final class TreeTables {

  private static final String PARSER = Statement.class.getPackageName().replace(".statement", "");

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return fields(type);
        }
      };

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final Set<Integer> offsets = new TreeSet<>();

  private TreeTables() {}

  /**
   * Where the tables of a statement are named.
   *
   * @return the offset of each one's first character; -1 is among them if the tree has a table without a place
   */
  public static Set<Integer> offsets(Statement statement) {
    TreeTables tables = new TreeTables();
    tables.add(statement);
    while (!tables.open.isEmpty()) {
      tables.visit(tables.open.pop());
    }
    return tables.offsets;
  }

  private void add(@Nullable Object node) {
    if (node != null && isOfInterest(node) && seen.add(node)) {
      open.push(node);
    }
  }

  private static boolean isOfInterest(Object node) {
    return node instanceof Iterable<?>
        || node instanceof Map<?, ?>
        || node instanceof Object[]
        || (node.getClass().getPackageName().startsWith(PARSER)
            && !(node instanceof Enum<?>)
            && !(node instanceof Node)
            && !(node instanceof Token));
  }

  private void visit(Object node) {
    switch (node) {
      case Iterable<?> list when !node.getClass().getPackageName().startsWith(PARSER) -> list.forEach(this::add);
      case Map<?, ?> map -> {
        map.keySet().forEach(this::add);
        map.values().forEach(this::add);
      }
      case Object[] array -> Arrays.stream(array).forEach(this::add);
      default -> visitNode(node);
    }
  }

  private void visitNode(Object node) {
    if (node instanceof Table table) {
      offsets.add(Offsets.begin(table));
    }
    if (node instanceof Iterable<?> list) {
      list.forEach(this::add);
    }
    for (Field field : FIELDS.get(node.getClass())) {
      if (!isQualifier(node, field)) {
        add(value(node, field));
      }
    }
  }

  /** The table in {@code t.column} and {@code t.*} is a reference to a source, not a source. */
  private static boolean isQualifier(Object node, Field field) {
    boolean qualified = node instanceof Column || node instanceof AllTableColumns;
    return qualified && Table.class.isAssignableFrom(field.getType());
  }

  private static @Nullable Object value(Object node, Field field) {
    try {
      return field.get(node);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null && at.getPackageName().startsWith(PARSER); at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          try {
            field.setAccessible(true);
          } catch (InaccessibleObjectException e) {
            throw new IllegalStateException("The parser's module must be open to the guard's.", e);
          }
          fields.add(field);
        }
      }
    }
    return List.copyOf(fields);
  }
}
