package dev.partywall.cache;

import dev.partywall.core.SessionToken;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes tell each other. Each numbers what it says, and says once a second how far it is: so it is noticed if
 * something was not heard, and if nothing is heard any more.
 */
final class Bus implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LayeredCaches.class);
  private static final long DEAF_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MANY = 1_000;
  private static final String BEAT = "-";

  private final RedisConnection<String> connection;
  private final String channel;
  private final String me;
  private final Ear ear;
  private final AtomicLong said = new AtomicLong();
  private final AtomicBoolean starting = new AtomicBoolean();
  private volatile boolean closed;

  // Guarded by this object's lock.
  private final Map<String, Speaker> speakers = new HashMap<>();
  private boolean subscribed;
  private boolean hearing;
  private long lastOwn;

  /** Who hears. */
  interface Ear {
    /** Another process dropped something. */
    void heard(String doomed, SessionToken position);

    /** Whether all is heard from now on. What was heard before may not be all. */
    void hearing(boolean all);
  }

  /** Another process. */
  private static final class Speaker {
    private long next;
    private final Set<Long> missing = new HashSet<>();
    private final Set<Long> missingLong = new HashSet<>();
    private long lastHeard = System.nanoTime();

    Speaker(long next) {
      this.next = next;
    }
  }

  Bus(RedisAddress address, String channel, String me, Ear ear) {
    this.channel = channel;
    this.me = me;
    this.ear = ear;
    this.connection = new RedisConnection<>(address, StringCodec.UTF8, this::deaf);
  }

  void start() {
    if (closed || !starting.compareAndSet(false, true)) {
      return;
    }
    Object _ =
        connection
            .subscribe(channel, new Listener())
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    starting.set(false); // tried again at the next check
                    LOG.debug("Nothing is heard of other processes yet", failure);
                  }
                });
  }

  /** Hears. */
  private final class Listener extends RedisPubSubAdapter<String, String> {
    @Override
    public void subscribed(String channel, long count) {
      begin();
    }

    @Override
    public void message(String channel, String message) {
      hear(message);
    }
  }

  private synchronized void begin() {
    subscribed = true;
    hearing = true;
    lastOwn = System.nanoTime();
    speakers.clear();
    ear.hearing(true);
  }

  private synchronized void deaf() {
    subscribed = false;
    if (hearing) {
      hearing = false;
      ear.hearing(false);
    }
  }

  /** What to say of something that was dropped. */
  String message(Doomed doomed, SessionToken position) {
    return me + " " + said.incrementAndGet() + " " + Slot.text(position) + " " + doomed.text();
  }

  /** Says how far this process is. */
  void beat(RedisClusterAsyncCommands<String, byte[]> commands, String channel) {
    String message = me + " " + said.incrementAndGet() + " " + BEAT + " ";
    Object _ = commands.publish(channel, message.getBytes(StandardCharsets.UTF_8));
  }

  void hear(String message) {
    String[] words = message.split(" ", 4);
    if (words.length != 4) {
      return;
    }
    synchronized (this) {
      if (words[0].equals(me)) {
        lastOwn = System.nanoTime();
        if (subscribed && !hearing) {
          begin();
        }
        return;
      }
      count(words[0], Long.parseLong(words[1]));
    }
    if (!words[3].isEmpty()) {
      ear.heard(words[3], words[2].equals(BEAT) ? SessionToken.NONE : SessionToken.parse(words[2]));
    }
  }

  private void count(String who, long number) {
    Speaker speaker = speakers.get(who);
    if (speaker == null) {
      speakers.put(who, new Speaker(number + 1));
      return;
    }
    speaker.lastHeard = System.nanoTime();
    if (number < speaker.next) {
      speaker.missing.remove(number);
      speaker.missingLong.remove(number);
      return;
    }
    if (number - speaker.next > MANY) {
      speaker.next = number + 1;
      missed();
      return;
    }
    for (long missing = speaker.next; missing < number; missing++) {
      speaker.missing.add(missing);
    }
    speaker.next = number + 1;
  }

  private void missed() {
    LOG.info("A message of another process was not heard; what this process keeps in memory is dropped");
    ear.hearing(true);
  }

  /** Once a second: whether something is missing since the last time, or nothing is heard at all. */
  synchronized void check() {
    long now = System.nanoTime();
    if (hearing && now - lastOwn > DEAF_NANOS) {
      LOG.warn("Nothing is heard of other processes; this process keeps nothing in memory meanwhile");
      hearing = false;
      ear.hearing(false);
    }
    boolean missed = false;
    for (Speaker speaker : speakers.values()) {
      missed |= !speaker.missingLong.isEmpty();
      speaker.missingLong.clear();
      speaker.missingLong.addAll(speaker.missing);
      speaker.missing.clear();
    }
    speakers.values().removeIf(speaker -> now - speaker.lastHeard > FORGET_NANOS);
    if (missed && hearing) {
      missed();
    }
    if (!subscribed) {
      start();
    }
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }
}
