package dev.partywall.model.internal.mapping;

import static java.lang.invoke.MethodType.methodType;

import dev.partywall.model.Column;
import dev.partywall.model.Converter;
import dev.partywall.model.Created;
import dev.partywall.model.Id;
import dev.partywall.model.Ignored;
import dev.partywall.model.KeySource;
import dev.partywall.model.MappingException;
import dev.partywall.model.SoftDelete;
import dev.partywall.model.Table;
import dev.partywall.model.Updated;
import dev.partywall.model.Version;
import dev.partywall.model.internal.mapping.Role.Kind;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a class declares, and collects what is wrong with it. */
final class Declaration<T> {

  private static final Set<Class<?>> TIMES = Set.of(Instant.class, OffsetDateTime.class, LocalDateTime.class);
  private static final Set<Class<?>> VERSIONS = Set.of(Long.class, Integer.class, Short.class);

  private final Class<T> type;
  private final String table;
  private final boolean needsKey;
  private final boolean keyIsDeclared;
  private final List<String> problems = new ArrayList<>();
  private final List<Property> properties = new ArrayList<>();

  /**
   * @param needsKey whether a type without a key is a mistake
   */
  Declaration(Class<T> type, boolean needsKey) {
    this.type = type;
    this.needsKey = needsKey;
    Table annotation = type.getAnnotation(Table.class);
    this.table = annotation == null ? Names.snake(type.getSimpleName()) : annotation.value();
    this.keyIsDeclared = elements().anyMatch(element -> element.isAnnotationPresent(Id.class));
  }

  private Stream<AnnotatedElement> elements() {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
        : levels().stream().flatMap(level -> Arrays.stream(level.getDeclaredFields()));
  }

  EntityType<T> read() {
    if (type.isInterface() || type.isEnum() || type.isPrimitive() || type.isArray()) {
      throw new MappingException(type.getName(), "an entity is a record or a class");
    }
    if (!Names.isIdentifier(table)) {
      problems.add("'" + table + "' is no name of a table: it is letters, digits and underscores, at most 63 bytes");
    }
    EntityType.Maker<T> maker = type.isRecord() ? recordMaker() : beanMaker();
    checkRoles();
    checkColumns();
    Optional<String> deleted = deletedColumn();
    if (!problems.isEmpty()) {
      throw new MappingException(type.getSimpleName() + " (table " + table + ")", problems);
    }
    return new EntityType<>(type, table, properties, maker, deleted);
  }

  private MethodHandles.Lookup lookup(Class<?> in) {
    try {
      return MethodHandles.privateLookupIn(in, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new MappingException(
          in.getName(),
          "its package "
              + in.getPackageName()
              + " is closed to partywall; write 'opens "
              + in.getPackageName()
              + " to dev.partywall.model' into its module-info.java");
    }
  }

  private EntityType.Maker<T> recordMaker() {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Property[] byComponent = new Property[components.length];
    @Nullable Object[] defaults = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    MethodHandles.Lookup lookup = lookup(type);
    try {
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        types[i] = component.getType();
        if (component.isAnnotationPresent(Ignored.class)) {
          defaults[i] = types[i].isPrimitive() ? Boxes.zero(types[i]) : empty(types[i]);
        } else {
          MethodHandle getter = lookup.unreflect(component.getAccessor());
          Shape shape = Shape.of(component.getGenericType());
          byComponent[i] = add(component.getName(), component, shape, getter, null);
        }
      }
      MethodHandle constructor =
          lookup
              .findConstructor(type, methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(methodType(Object.class, Object[].class));
      return new EntityType.RecordMaker<>(type, constructor, byComponent, defaults);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be read", e);
    }
  }

  private static @Nullable Object empty(Class<?> componentType) {
    return componentType == Optional.class ? Optional.empty() : null;
  }

  private EntityType.Maker<T> beanMaker() {
    if (Modifier.isAbstract(type.getModifiers())) {
      throw new MappingException(type.getName(), "it is abstract; an entity is a record or a class of its own");
    }
    for (Class<?> level : levels()) {
      addFields(level);
    }
    try {
      MethodHandle constructor =
          lookup(type).findConstructor(type, methodType(void.class)).asType(methodType(Object.class));
      return new EntityType.BeanMaker<>(type, constructor, List.copyOf(properties));
    } catch (ReflectiveOperationException e) {
      throw new MappingException(
          type.getName(), "it needs a constructor without parameters, which may be private; or make it a record");
    }
  }

  /** The class and those it extends, from the top. */
  private List<Class<?>> levels() {
    List<Class<?>> levels = new ArrayList<>();
    for (Class<?> level = type; level != null && level != Object.class; level = level.getSuperclass()) {
      levels.addFirst(level);
    }
    return levels;
  }

  private void addFields(Class<?> level) {
    MethodHandles.Lookup lookup = lookup(level);
    for (Field field : level.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (Modifier.isStatic(modifiers)
          || Modifier.isTransient(modifiers)
          || field.isSynthetic()
          || field.isAnnotationPresent(Ignored.class)) {
        continue;
      }
      if (Modifier.isFinal(modifiers)) {
        problems.add(
            "field " + field.getName() + " is final: make it changeable, annotate it @Ignored, or use a record");
        continue;
      }
      try {
        add(
            field.getName(),
            field,
            Shape.of(field.getGenericType()),
            lookup.unreflectGetter(field),
            lookup.unreflectSetter(field).asType(methodType(void.class, Object.class, Object.class)));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field + " cannot be read", e);
      }
    }
  }

  private Property add(
      String name, AnnotatedElement element, Shape declared, MethodHandle getter, @Nullable MethodHandle setter) {
    Column column = element.getAnnotation(Column.class);
    Shape shape = column == null ? declared : converted(name, declared, column);
    if (Codecs.of(shape.stored(), null) == null) {
      problems.add(
          "property "
              + name
              + " is of type "
              + shape.stored().getSimpleName()
              + ", which is not stored; give it a converter with @Column(converter = …), or annotate it @Ignored");
    }
    Property property =
        new Property(
            properties.size(),
            name,
            column == null || column.value().isEmpty() ? Names.snake(name) : column.value(),
            shape,
            role(name, element, column),
            getter.asType(methodType(Object.class, Object.class)),
            setter);
    properties.add(property);
    return property;
  }

  private Shape converted(String name, Shape declared, Column column) {
    if (column.converter() == Converter.None.class) {
      return declared;
    }
    try {
      Converter<Object, Object> converter = Converters.make(column.converter());
      return declared.with(converter, Converters.storedType(column.converter()));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      problems.add("the converter of property " + name + " cannot be used: " + e.getMessage());
      return declared;
    }
  }

  private Role role(String name, AnnotatedElement element, @Nullable Column column) {
    List<Role> roles = new ArrayList<>();
    Id id = element.getAnnotation(Id.class);
    if (id != null) {
      roles.add(new Role(Kind.KEY, id.value(), id.sequence()));
    } else if (!keyIsDeclared && name.equals("id")) {
      roles.add(new Role(Kind.KEY, KeySource.AUTO, ""));
    }
    Map<Class<? extends Annotation>, Kind> kinds =
        Map.of(
            Version.class, Kind.VERSION,
            Created.class, Kind.CREATED,
            Updated.class, Kind.UPDATED,
            SoftDelete.class, Kind.DELETED);
    kinds.forEach(
        (annotation, kind) -> {
          if (element.isAnnotationPresent(annotation)) {
            roles.add(Role.of(kind));
          }
        });
    if (column != null && column.generated() && roles.isEmpty()) {
      roles.add(Role.of(Kind.GENERATED));
    }
    if (roles.size() > 1) {
      problems.add("property " + name + " is several things at once: " + roles.stream().map(Role::kind).toList());
    }
    return roles.isEmpty() ? Role.of(Kind.PLAIN) : roles.getFirst();
  }

  private void checkRoles() {
    if (needsKey && of(Kind.KEY).isEmpty()) {
      problems.add("it has no key: annotate a property @Id, or name it id");
    }
    for (Kind kind : List.of(Kind.VERSION, Kind.CREATED, Kind.UPDATED, Kind.DELETED)) {
      if (of(kind).size() > 1) {
        problems.add("several properties are " + kind + ": " + of(kind).stream().map(Property::name).toList());
      }
    }
    for (Property key : of(Kind.KEY)) {
      checkKey(key);
    }
    require(Kind.VERSION, VERSIONS, "a whole number");
    require(Kind.CREATED, TIMES, "an Instant, OffsetDateTime or LocalDateTime");
    require(Kind.UPDATED, TIMES, "an Instant, OffsetDateTime or LocalDateTime");
  }

  private void require(Kind kind, Set<Class<?>> allowed, String what) {
    of(kind).stream()
        .filter(property -> !allowed.contains(property.shape().stored()))
        .forEach(property -> problems.add(property + " is " + kind + " and must be " + what));
  }

  private void checkKey(Property key) {
    Role role = key.role();
    Class<?> stored = key.shape().stored();
    if (role.source() == KeySource.SEQUENCE && role.sequence().isEmpty()) {
      problems.add(key + " comes from a sequence, whose name is missing: @Id(value = SEQUENCE, sequence = \"…\")");
    }
    if (role.source() == KeySource.UUID_V7 && stored != UUID.class && stored != String.class) {
      problems.add(key + " is to be a UUID and is of type " + stored.getSimpleName());
    }
  }

  private List<Property> of(Kind kind) {
    return properties.stream().filter(property -> property.role().is(kind)).toList();
  }

  private void checkColumns() {
    Map<String, String> byColumn = new HashMap<>();
    for (Property property : properties) {
      String other = byColumn.put(property.column(), property.name());
      if (other != null) {
        problems.add("properties " + other + " and " + property.name() + " are both column " + property.column());
      }
    }
  }

  private Optional<String> deletedColumn() {
    Optional<String> own = of(Kind.DELETED).stream().map(Property::column).findFirst();
    SoftDelete annotation = type.getAnnotation(SoftDelete.class);
    if (annotation != null && own.isPresent()) {
      problems.add("@SoftDelete is on the class and on a property; one of them is enough");
    }
    return own.isPresent() ? own : Optional.ofNullable(annotation).map(SoftDelete::value);
  }
}
