package dev.partywall.spring.boot.lifecycle;

import dev.partywall.fleet.SchemaMigrations;
import dev.partywall.fleet.lifecycle.TenantLifecycle;
import org.springframework.context.SmartLifecycle;

/** Works from when the application is complete, after migrations, until it ends, before its pools close. */
final class LifecycleRun implements SmartLifecycle {

  private final TenantLifecycle tenants;
  private final SchemaMigrations migrations;
  private final KnownFingerprints fingerprints;
  private volatile boolean running;

  LifecycleRun(TenantLifecycle tenants, SchemaMigrations migrations, KnownFingerprints fingerprints) {
    this.tenants = tenants;
    this.migrations = migrations;
    this.fingerprints = fingerprints;
  }

  @Override
  public void start() {
    fingerprints.record(migrations);
    tenants.runInBackground();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    tenants.close();
  }

  /** What has stopped does not begin again. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
