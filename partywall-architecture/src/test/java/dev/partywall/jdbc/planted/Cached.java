package dev.partywall.jdbc.planted;

import io.lettuce.core.RedisURI;

/** Talks to Redis past the module that does. */
public class Cached {

  RedisURI address = RedisURI.create("redis://localhost");
}
