package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Reads properties and goes on after one that cannot be read, so that all mistakes are found at once. */
public final class PropertiesReader {

  private final Binder binder;
  private final List<ConfigurationProblem> problems;

  /**
   * A reader of this environment.
   *
   * @param problems takes the mistakes
   */
  public PropertiesReader(Environment environment, List<ConfigurationProblem> problems) {
    this.binder = Binder.get(environment);
    this.problems = problems;
  }

  /** The properties below this prefix. What could not be read is null, or the default of a primitive. */
  public <T> T read(String prefix, Class<T> type) {
    return binder.bindOrCreate(prefix, Bindable.of(type), new Collecting());
  }

  private final class Collecting extends AbstractBindHandler {

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      problems.add(
          new ConfigurationProblem(
              name.toString(),
              "'" + valueOf(context) + "' cannot be read as " + describe(target),
              "Give " + expected(target)));
      return null;
    }

    private static @Nullable Object valueOf(BindContext context) {
      var property = context.getConfigurationProperty();
      return property == null ? null : property.getValue();
    }

    private static String describe(Bindable<?> target) {
      Class<?> type = target.getType().resolve(Object.class);
      return type.isEnum() ? "one of the values it can have" : target.getType().toString();
    }

    private static String expected(Bindable<?> target) {
      Class<?> type = target.getType().resolve(Object.class);
      if (type.isEnum()) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
          names.add(constant.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        return "one of " + String.join(", ", names);
      }
      return "a value of this type, or leave it out";
    }
  }
}
