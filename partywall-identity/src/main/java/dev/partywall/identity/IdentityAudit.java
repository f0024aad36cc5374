package dev.partywall.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is told what happens with users. It runs on the caller's thread, in the scope of what happens. */
@FunctionalInterface
public interface IdentityAudit {

  /** Takes note of an event. What it throws fails what the event tells of, if that is not done yet. */
  void happened(IdentityEvent event);

  /** Writes to the log {@code dev.partywall.identity.audit}: requests at DEBUG level, all else at INFO. */
  static IdentityAudit toLog() {
    Logger log = LoggerFactory.getLogger("dev.partywall.identity.audit");
    return event ->
        log.atLevel(event.kind() == IdentityEvent.Kind.ACTED ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.INFO)
            .log(
                "{} tenancy={} actor={} user={} name={} detail={}",
                event.action(),
                event.tenancy().label(),
                event.actor(),
                event.user(),
                event.name(),
                event.detail());
  }
}
