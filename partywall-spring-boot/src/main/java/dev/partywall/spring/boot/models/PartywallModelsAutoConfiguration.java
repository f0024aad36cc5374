package dev.partywall.spring.boot.models;

import dev.partywall.cache.LayeredCaches;
import dev.partywall.jdbc.door.TenantDataSource;
import dev.partywall.model.access.Models;
import dev.partywall.spring.boot.PartywallAutoConfiguration;
import dev.partywall.spring.boot.PartywallSettings;
import dev.partywall.spring.boot.caches.PartywallCachesAutoConfiguration;
import java.time.Clock;
import java.util.Objects;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Makes models that take part in Spring's transactions, over the application's jOOQ where it has one, keep copies in
 * its caches, and throw Spring's exceptions.
 */
@AutoConfiguration(
    after = {PartywallAutoConfiguration.class, PartywallCachesAutoConfiguration.class},
    afterName = "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration")
@ConditionalOnClass({Models.class, LayeredCaches.class, DSLContext.class})
@ConditionalOnBean(TenantDataSource.class)
public final class PartywallModelsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Models partywallModels(
      TenantDataSource door,
      PartywallSettings settings,
      ObjectProvider<DSLContext> jooq,
      ObjectProvider<LayeredCaches> caches,
      ObjectProvider<Clock> clock) {
    DSLContext own = jooq.getIfUnique();
    Models.Builder builder =
        own != null ? Models.builder(own) : Models.builder(new TransactionAwareDataSourceProxy(door));
    SQLExceptionTranslator translator = new SQLExceptionSubclassTranslator();
    builder.discriminator(settings.discriminator());
    builder.failures(
        (what, reason) ->
            Objects.requireNonNullElseGet(
                translator.translate(what, null, reason), () -> new UncategorizedSQLException(what, null, reason)));
    caches.ifUnique(builder::caches);
    clock.ifUnique(builder::clock);
    return builder.build();
  }
}
