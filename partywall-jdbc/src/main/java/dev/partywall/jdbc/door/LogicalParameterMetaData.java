package dev.partywall.jdbc.door;

import dev.partywall.jdbc.internal.forward.Wrappers;
import dev.partywall.sql.BindPlan;
import java.sql.ParameterMetaData;
import java.sql.SQLException;

/** The description of a statement's parameters, as the caller numbers them. */
final class LogicalParameterMetaData implements ParameterMetaData {

  private final ParameterMetaData delegate;
  private final BindPlan binds;

  LogicalParameterMetaData(ParameterMetaData delegate, BindPlan binds) {
    this.delegate = delegate;
    this.binds = binds;
  }

  private int place(int parameter) throws SQLException {
    if (parameter < 1 || parameter > binds.callerCount()) {
      throw BoundStatement.noParameter(parameter, binds);
    }
    return binds.position(parameter);
  }

  @Override
  public int getParameterCount() {
    return binds.callerCount();
  }

  @Override
  public int isNullable(int parameter) throws SQLException {
    return delegate.isNullable(place(parameter));
  }

  @Override
  public boolean isSigned(int parameter) throws SQLException {
    return delegate.isSigned(place(parameter));
  }

  @Override
  public int getPrecision(int parameter) throws SQLException {
    return delegate.getPrecision(place(parameter));
  }

  @Override
  public int getScale(int parameter) throws SQLException {
    return delegate.getScale(place(parameter));
  }

  @Override
  public int getParameterType(int parameter) throws SQLException {
    return delegate.getParameterType(place(parameter));
  }

  @Override
  public String getParameterTypeName(int parameter) throws SQLException {
    return delegate.getParameterTypeName(place(parameter));
  }

  @Override
  public String getParameterClassName(int parameter) throws SQLException {
    return delegate.getParameterClassName(place(parameter));
  }

  @Override
  public int getParameterMode(int parameter) throws SQLException {
    return delegate.getParameterMode(place(parameter));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
