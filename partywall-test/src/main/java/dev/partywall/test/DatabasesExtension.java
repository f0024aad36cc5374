package dev.partywall.test;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Serves {@link PartywallDatabases}, which is how it is registered. */
public final class DatabasesExtension implements BeforeAllCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(DatabasesExtension.class);

  /** For JUnit. */
  public DatabasesExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    databases(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    databases(context).requireNoOpenTransaction();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestDatabase.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ClassDatabases databases = databases(context);
    return parameter
        .findAnnotation(Database.class)
        .map(Database::value)
        .map(databases::named)
        .orElseGet(databases::first);
  }

  /** Nested classes share those of the class around them, whose store they see. */
  private static ClassDatabases databases(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(ClassDatabases.class, key -> create(context), ClassDatabases.class);
  }

  private static ClassDatabases create(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
      PartywallDatabases wanted = type.getAnnotation(PartywallDatabases.class);
      if (wanted != null) {
        return ClassDatabases.create(PostgresServer.shared(), type, wanted);
      }
    }
    throw new ParameterResolutionException(test.getName() + " has no @PartywallDatabases");
  }
}
