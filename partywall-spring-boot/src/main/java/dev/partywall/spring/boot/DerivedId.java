package dev.partywall.spring.boot;

import dev.partywall.core.TenantId;
import dev.partywall.core.TenantName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id of a tenant that was configured without one. It depends on the tenant's name and on nothing else, so that
 * adding, removing or moving entries of the list changes nobody's id.
 */
final class DerivedId {

  /** Numbers up to 2^52 are exact in JavaScript and in a double. */
  private static final int UNUSED_BITS = 12;

  private DerivedId() {}

  static TenantId of(TenantId.Kind kind, TenantName name) {
    return switch (kind) {
      case TEXT -> TenantId.of(name.canonical());
      case UUID -> TenantId.of(UUID.nameUUIDFromBytes(bytes(name)));
      case BIGINT -> TenantId.of(ByteBuffer.wrap(sha256(bytes(name))).getLong() >>> UNUSED_BITS);
    };
  }

  private static byte[] bytes(TenantName name) {
    return ("partywall:" + name.canonical()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
