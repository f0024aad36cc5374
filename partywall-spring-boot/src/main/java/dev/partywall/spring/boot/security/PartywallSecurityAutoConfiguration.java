package dev.partywall.spring.boot.security;

import dev.partywall.spring.boot.web.CallerSource;
import dev.partywall.spring.boot.web.PartywallWebAutoConfiguration;
import dev.partywall.spring.boot.web.ResolveProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Takes the caller and its tenant from Spring Security. */
@AutoConfiguration(before = PartywallWebAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(SecurityContextHolder.class)
@EnableConfigurationProperties(ResolveProperties.class)
public final class PartywallSecurityAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  CallerSource callerSource(ResolveProperties properties, ObjectProvider<ClaimReader> reader) {
    ResolveProperties.Claim claim = properties.claim();
    return new SecurityCallerSource(
        claim.name(), claim.user(), claim.epoch(), reader.getIfAvailable(() -> ClaimReader.NONE));
  }

  /** Only where there are tokens. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ClaimAccessor.class)
  static class Tokens {

    @Bean
    ClaimReader claimReader() {
      return new OAuthClaimReader();
    }
  }

  /** Only where tokens are accepted. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({JwtDecoder.class, BearerTokenAuthenticationToken.class})
  static class Issuers {

    @Bean
    @ConditionalOnMissingBean
    TenantIssuers tenantIssuers(ResolveProperties properties) {
      return TenantIssuers.bySetting(properties.claim().name());
    }
  }
}
