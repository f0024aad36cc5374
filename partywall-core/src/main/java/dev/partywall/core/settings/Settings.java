package dev.partywall.core.settings;

/**
 * What is set for whom the current work is for: the tenant's value, or else the host's, or else the application's, or
 * else the default. Lists are replaced, maps are merged.
 *
 * <p>A block of code sees a tenant's settings as they were when the tenant was looked up for it: one request does not
 * see two values. What begins later sees what was changed meanwhile, on every node.
 */
public interface Settings {

  /**
   * The value for the tenant or the host of the running block.
   *
   * @throws dev.partywall.core.NoTenancyException where nothing is bound
   * @throws IllegalStateException where several tenants are read at once, who may differ
   * @throws InvalidSettingException if what is set is not of the setting's type
   */
  <T> T get(Setting<T> setting);
}
