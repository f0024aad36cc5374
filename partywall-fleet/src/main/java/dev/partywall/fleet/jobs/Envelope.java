package dev.partywall.fleet.jobs;

import dev.partywall.core.SessionToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is stored of a job beside when it is due and whose it is. */
final class Envelope {

  private static final int VERSION = 1;

  private final long epoch;
  private final SessionToken token;
  private final boolean fromWriters;
  private final byte[] payload;

  /**
   * @param epoch the tenant's epoch when it was scheduled; 0 for the host
   * @param token what the work that scheduled it had written elsewhere
   * @param fromWriters whether not all of that was known, so that the job reads from writers
   * @param payload what it is about; not copied
   */
  Envelope(long epoch, SessionToken token, boolean fromWriters, byte[] payload) {
    this.epoch = epoch;
    this.token = token;
    this.fromWriters = fromWriters;
    this.payload = payload;
  }

  /** Of work that nobody scheduled but the timetable. */
  static Envelope empty(long epoch) {
    return new Envelope(epoch, SessionToken.NONE, false, new byte[0]);
  }

  long epoch() {
    return epoch;
  }

  SessionToken token() {
    return token;
  }

  boolean fromWriters() {
    return fromWriters;
  }

  byte[] payload() {
    return payload;
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 64);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(epoch);
      out.writeUTF(token.toString());
      out.writeBoolean(fromWriters);
      out.write(payload);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads {@link #toBytes()}.
   *
   * @throws IllegalArgumentException if it is of a version that is not known
   */
  static Envelope parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "The job was stored by a later version of Partywall, in form " + version + "; this one reads " + VERSION);
      }
      return new Envelope(in.readLong(), SessionToken.parse(in.readUTF()), in.readBoolean(), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
