package dev.partywall.spring.boot.settings;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertyResolver;

/**
 * A source of the application's whose placeholders are resolved here, so that those in values of tenants are not: they
 * could name the application's secrets.
 */
class ResolvedSource implements ConfigurationPropertySource {

  private final ConfigurationPropertySource source;
  private final PropertyResolver resolver;

  private ResolvedSource(ConfigurationPropertySource source, PropertyResolver resolver) {
    this.source = source;
    this.resolver = resolver;
  }

  static ConfigurationPropertySource of(ConfigurationPropertySource source, PropertyResolver resolver) {
    return source instanceof IterableConfigurationPropertySource names
        ? new WithNames(names, resolver)
        : new ResolvedSource(source, resolver);
  }

  @Override
  public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
    ConfigurationProperty property = source.getConfigurationProperty(name);
    return property != null && property.getValue() instanceof String text
        ? new ConfigurationProperty(name, resolver.resolvePlaceholders(text), property.getOrigin())
        : property;
  }

  @Override
  public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
    return source.containsDescendantOf(name);
  }

  @Override
  public @Nullable Object getUnderlyingSource() {
    return source.getUnderlyingSource();
  }

  /** One that knows its names. */
  private static final class WithNames extends ResolvedSource implements IterableConfigurationPropertySource {

    private final IterableConfigurationPropertySource names;

    private WithNames(IterableConfigurationPropertySource names, PropertyResolver resolver) {
      super(names, resolver);
      this.names = names;
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
      return names.stream();
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
      return names.containsDescendantOf(name);
    }
  }
}
