package dev.partywall.model.internal.cache;

import dev.partywall.cache.ValueSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How copies are written for other processes. */
final class Serializers {

  private Serializers() {}

  static final ValueSerializer<CachedRow> ROWS =
      new ValueSerializer<>() {
        @Override
        public byte[] write(CachedRow row) {
          return bytes(
              out -> {
                out.writeLong(row.layout());
                out.writeBoolean(row.marked());
                Bytes.writeAll(out, row.values());
              });
        }

        @Override
        public CachedRow read(byte[] bytes) {
          return value(bytes, in -> new CachedRow(in.readLong(), in.readBoolean(), Bytes.readAll(in)));
        }
      };

  static final ValueSerializer<KeyList> KEYS =
      new ValueSerializer<>() {
        @Override
        public byte[] write(KeyList list) {
          return bytes(
              out -> {
                out.writeInt(list.keys().size());
                for (List<Object> key : list.keys()) {
                  Bytes.writeAll(out, key);
                }
              });
        }

        @Override
        public KeyList read(byte[] bytes) {
          return value(bytes, Serializers::keys);
        }
      };

  private static KeyList keys(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<List<Object>> keys = new ArrayList<>(Math.min(size, KeyList.LONGEST));
    for (int i = 0; i < size; i++) {
      keys.add(List.copyOf(nonNull(Bytes.readAll(in))));
    }
    return new KeyList(keys);
  }

  private static List<Object> nonNull(List<@Nullable Object> values) {
    List<Object> all = new ArrayList<>();
    for (Object value : values) {
      if (value != null) {
        all.add(value);
      }
    }
    return all;
  }

  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface Reading<V> {
    V from(DataInputStream in) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writing.to(new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <V> V value(byte[] bytes, Reading<V> reading) {
    try {
      return reading.from(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
