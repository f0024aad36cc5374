package dev.partywall.spring.boot;

import dev.partywall.core.ConfigurationProblem;
import dev.partywall.jdbc.door.TenantDataSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Gives the door the name that applications know their data source by, and looks for data sources beside it: one that
 * tools would take in its place is refused, others are named in the log.
 */
final class OtherDataSources implements BeanFactoryPostProcessor, ConfigurationCheck {

  private static final Logger log = LoggerFactory.getLogger(OtherDataSources.class);
  private static final String DOOR = "tenantDataSource";
  private static final String USUAL_NAME = "dataSource";

  private final List<ConfigurationProblem> problems = new ArrayList<>();

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanNamesForType(DataSource.class, true, false)) {
      if (!beans.isTypeMatch(name, TenantDataSource.class)) {
        look(name, beans.containsBeanDefinition(name) && beans.getBeanDefinition(name).isPrimary());
      }
    }
    if (beans.containsBeanDefinition(DOOR) && !beans.containsBean(USUAL_NAME)) {
      beans.registerAlias(DOOR, USUAL_NAME);
    }
  }

  private void look(String name, boolean primary) {
    if (primary) {
      problems.add(
          new ConfigurationProblem(
              "DataSource bean '" + name + "'",
              "it is primary, so that statements would run past the door",
              "Describe it under partywall.datasources instead, or make it no longer primary"));
    } else {
      log.warn("Statements of the DataSource bean '{}' do not pass the door: nobody guards them", name);
    }
  }

  @Override
  public List<ConfigurationProblem> problems() {
    return List.copyOf(problems);
  }
}
