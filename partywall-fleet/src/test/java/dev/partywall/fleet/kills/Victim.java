package dev.partywall.fleet.kills;

import dev.partywall.core.DatasourceName;
import dev.partywall.core.PartywallException;
import dev.partywall.core.Tenancy;
import dev.partywall.core.TenantId;
import dev.partywall.fleet.NewTenant;
import dev.partywall.fleet.NewTenant.Home;
import dev.partywall.fleet.Operation;
import dev.partywall.fleet.RegisteredTenant;
import dev.partywall.fleet.lifecycle.LifecycleListener;
import dev.partywall.jdbc.PoolSettings;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A process that makes, changes and removes tenants at random until it is killed, or kills itself. */
public final class Victim {

  private static final int KILLED = 137;
  private static final List<Home> HOMES =
      List.of(
          new Home.Shared(DatasourceName.MAIN),
          new Home.Isolated(DatasourceName.MAIN),
          new Home.Schema(DatasourceName.MAIN));

  private final Application application;
  private final Random random;
  private final String name;

  /** How many of ten tenants are not to be, and how many of ten turns make one: so that its end comes soon. */
  private final int bad;

  private final int creates;
  private int made;

  private Victim(Application application, long seed, @Nullable Boundary end) {
    this.application = application;
    this.random = new Random(seed);
    this.bad = end != null && end.step().startsWith("undo-") ? 8 : 2;
    this.creates = end == null ? 3 : end.kind() == Operation.Kind.CREATE ? 9 : 2;
    this.name = "t" + Long.toString(seed, Character.MAX_RADIX);
  }

  /** {@code URL USER PASSWORD PREFIX SEED [KIND STEP MOMENT]}. */
  public static void main(String[] arguments) {
    Boundary end = arguments.length < 6 ? null : Boundary.parse(arguments[5]);
    PoolSettings main = PoolSettings.of(arguments[0], arguments[1], arguments[2]);
    Application application = new Application(main, arguments[3], new Halting(end));
    System.out.println("ready");
    Victim victim = new Victim(application, Long.parseLong(arguments[4]), end);
    Tenancy.host().run(victim::live);
  }

  /** Ends the process at a boundary, as {@code kill -9} does. */
  private record Halting(@Nullable Boundary end) implements LifecycleListener {
    @Override
    public void step(Operation.Kind kind, String step, Moment moment) {
      if (new Boundary(kind, step, moment).equals(end)) {
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }

  private void live() {
    while (true) {
      try {
        if (random.nextInt(10) < creates) {
          create();
        } else {
          change();
        }
      } catch (PartywallException e) {
        // Another process did something else with the tenant, or it was not to be.
      }
    }
  }

  private void create() {
    String prefix = random.nextInt(10) < bad ? Application.BAD : "";
    NewTenant wanted = NewTenant.of(prefix + name + "-" + made++).in(HOMES.get(random.nextInt(HOMES.size())));
    RegisteredTenant _ = application.tenants.create(wanted);
  }

  private void change() {
    List<RegisteredTenant> all = application.tenants.list(null, null, null, 1_000);
    if (all.isEmpty()) {
      return;
    }
    RegisteredTenant tenant = all.get(random.nextInt(all.size()));
    TenantId id = tenant.tenant().id();
    boolean coin = random.nextBoolean();
    switch (tenant.state()) {
      case ACTIVE -> {
        var _ = coin ? application.tenants.suspend(id, "at random") : application.tenants.delete(id, "at random");
      }
      case SUSPENDED -> {
        var _ = coin ? application.tenants.resume(id) : application.tenants.delete(id, "at random");
      }
      case DELETED -> {
        if (random.nextInt(3) == 0) {
          var _ = application.tenants.restore(id);
        } else {
          var _ = application.tenants.purge(id);
        }
      }
      case CREATING, PURGED -> {}
    }
  }
}
