package dev.partywall.model.internal.table;

import dev.partywall.model.internal.mapping.Property;
import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.Field;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Lets jOOQ set and read a property's values as the model does, so that both store the same. */
final class CodecBinding<U> implements Binding<Object, U> {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Cell cell;
  private final Class<U> type;

  private CodecBinding(Cell cell, Class<U> type) {
    this.cell = cell;
    this.type = type;
  }

  /**
   * A property's column, for jOOQ.
   *
   * @param type the property's class, or Object
   */
  static <U> Field<U> field(Cell cell, Class<U> type) {
    return DSL.field(
        DSL.quotedName(cell.property().column()),
        SQLDataType.OTHER.asConvertedDataType(new CodecBinding<>(cell, type)));
  }

  @Override
  public Converter<Object, U> converter() {
    return new Given<>(cell.property(), type);
  }

  @Override
  public void sql(BindingSQLContext<U> context) {
    if (context.render().paramType() == ParamType.INLINED) {
      context.render().visit(DSL.inline(text(cell.property().shape().toStored(context.value()))));
    } else {
      context.render().sql(context.variable());
    }
  }

  /** For logs, and to tell queries apart. */
  private static @Nullable String text(@Nullable Object stored) {
    return switch (stored) {
      case null -> null;
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Object[] array -> Arrays.deepToString(array);
      default -> stored.toString();
    };
  }

  @Override
  public void set(BindingSetStatementContext<U> context) throws SQLException {
    cell.set(context.statement(), context.index(), cell.property().accept(context.value()));
  }

  @Override
  public void get(BindingGetResultSetContext<U> context) throws SQLException {
    Object stored = cell.codec().get(context.resultSet(), context.index());
    context.value(type.cast(cell.property().shape().toBare(stored)));
  }

  @Override
  public void register(BindingRegisterContext<U> context) throws SQLException {
    throw unsupported();
  }

  @Override
  public void set(BindingSetSQLOutputContext<U> context) throws SQLException {
    throw unsupported();
  }

  @Override
  public void get(BindingGetStatementContext<U> context) throws SQLException {
    throw unsupported();
  }

  @Override
  public void get(BindingGetSQLInputContext<U> context) throws SQLException {
    throw unsupported();
  }

  private static SQLException unsupported() {
    return new SQLFeatureNotSupportedException("Columns of a model are no parameters of procedures");
  }

  /** What callers give: values of the property's class and its kin. */
  private static final class Given<U> implements Converter<Object, U> {

    @Serial private static final long serialVersionUID = 1L;

    private final transient Property property;
    private final Class<U> type;

    Given(Property property, Class<U> type) {
      this.property = property;
      this.type = type;
    }

    @Override
    public @Nullable U from(@Nullable Object given) {
      return given == null ? null : type.cast(property.accept(given));
    }

    @Override
    public @Nullable Object to(@Nullable U value) {
      return value;
    }

    @Override
    public Class<Object> fromType() {
      return Object.class;
    }

    @Override
    public Class<U> toType() {
      return type;
    }
  }
}
