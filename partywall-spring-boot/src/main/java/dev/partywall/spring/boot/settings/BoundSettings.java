package dev.partywall.spring.boot.settings;

import dev.partywall.core.Tenancy;
import dev.partywall.core.Tenant;
import dev.partywall.core.settings.InvalidSettingException;
import dev.partywall.core.settings.Setting;
import dev.partywall.core.settings.Settings;
import dev.partywall.core.settings.SettingsLayers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds what tenant, host and application have set, one over the other, to the setting's type: whatever Spring can bind
 * a property to. What was bound last is remembered.
 */
final class BoundSettings implements Settings {

  private static final int REMEMBERED = 2048;

  private final ConfigurableEnvironment environment;
  private final HostSettings host;
  private final AtomicReferenceArray<@Nullable Bound> last = new AtomicReferenceArray<>(REMEMBERED);

  /** A value, and of what it was made; by identity, since settings do not change in place. */
  private record Bound(Setting<?> setting, Map<String, Object> own, Map<String, Object> hosts, Object value) {

    @SuppressWarnings("ReferenceEquality") // an equal map that is another one costs only a look
    boolean isOf(Setting<?> setting, Map<String, Object> own, Map<String, Object> hosts) {
      return this.own == own && this.hosts == hosts && this.setting.equals(setting);
    }
  }

  BoundSettings(ConfigurableEnvironment environment, HostSettings host) {
    this.environment = environment;
    this.host = host;
  }

  @Override
  public <T> T get(Setting<T> setting) {
    Tenancy tenancy = Tenancy.current();
    Map<String, Object> hosts = host.hostSettings();
    Map<String, Object> own = tenancy.tenant().map(Tenant::settings).orElse(hosts);
    SettingsLayers layers = SettingsLayers.of(tenancy, hosts);
    int place = place(setting, own, hosts);
    Bound known = last.get(place);
    if (known == null || !known.isOf(setting, own, hosts)) {
      known = new Bound(setting, own, hosts, bind(setting, layers));
      last.set(place, known);
    }
    @SuppressWarnings("unchecked") // the factories of Setting tie the two together
    T value = (T) known.value();
    return value;
  }

  private static int place(Setting<?> setting, Object own, Object hosts) {
    int hash = 31 * (31 * setting.name().hashCode() + System.identityHashCode(own)) + System.identityHashCode(hosts);
    return (hash ^ hash >>> 16) & REMEMBERED - 1;
  }

  private Object bind(Setting<?> setting, SettingsLayers layers) {
    Map<ConfigurationPropertySource, String> owners = new LinkedHashMap<>();
    layers
        .layers()
        .forEach(layer -> owners.put(new MapConfigurationPropertySource(Flattened.of(layer.values())), layer.owner()));
    List<ConfigurationPropertySource> sources = new ArrayList<>(owners.keySet());
    ConfigurationPropertySources.get(environment)
        .forEach(source -> sources.add(ResolvedSource.of(source, environment)));
    try {
      Object bound = new Binder(sources).bind(setting.name(), bindable(setting)).orElse(null);
      return value(setting, bound);
    } catch (BindException e) {
      ConfigurationProperty property = e.getProperty();
      throw new InvalidSettingException(
          setting, owner(owners, property), property == null ? null : property.getValue(), e);
    }
  }

  /** The first who has set it, whose value is the one that was read. */
  private static String owner(
      Map<ConfigurationPropertySource, String> owners, @Nullable ConfigurationProperty property) {
    return owners.entrySet().stream()
        .filter(owner -> property != null && owner.getKey().getConfigurationProperty(property.getName()) != null)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("the application");
  }

  private static Bindable<?> bindable(Setting<?> setting) {
    return switch (setting.shape()) {
      case VALUE -> Bindable.of(setting.type());
      case LIST -> Bindable.listOf(setting.type());
      case MAP -> Bindable.of(ResolvableType.forClassWithGenerics(Map.class, String.class, setting.type()));
    };
  }

  private static Object value(Setting<?> setting, @Nullable Object bound) {
    return switch (bound) {
      case null -> setting.defaultValue();
      case Map<?, ?> entries when setting.shape() == Setting.Shape.MAP -> {
        Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) setting.defaultValue());
        all.putAll(entries);
        yield Map.copyOf(all);
      }
      case List<?> elements when setting.shape() == Setting.Shape.LIST -> List.copyOf(elements);
      default -> bound;
    };
  }
}
