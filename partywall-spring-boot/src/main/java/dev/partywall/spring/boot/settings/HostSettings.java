package dev.partywall.spring.boot.settings;

import java.util.Map;

/** What the host has set for all tenants. A bean of this type is asked each time. */
@FunctionalInterface
public interface HostSettings {

  /** The settings by name, with objects and lists within; the same object for as long as nothing changes. */
  Map<String, Object> hostSettings();
}
