package dev.partywall.spring.boot;

import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Puts the settings of presets behind all others, so that whatever is set explicitly wins. Of two presets the one that
 * is named first wins.
 */
final class Presets implements BeanFactoryPostProcessor, PriorityOrdered {

  private static final String SETTING = "partywall.presets";

  private final ConfigurableEnvironment environment;

  Presets(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    MutablePropertySources sources = environment.getPropertySources();
    for (Preset preset : named()) {
      String name = SETTING + "." + preset;
      if (!sources.contains(name)) {
        sources.addLast(new MapPropertySource(name, preset.settings()));
      }
    }
  }

  /** None if there is a mistake in their names, which is reported with all others. */
  private List<Preset> named() {
    try {
      return Binder.get(environment).bind(SETTING, Bindable.listOf(Preset.class)).orElse(List.of());
    } catch (BindException e) {
      return List.of();
    }
  }
}
