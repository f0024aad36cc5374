package dev.partywall.model.internal.cache;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of columns as bytes: what each is, and its text. Constants of enums become their names. */
final class Bytes {

  private static final byte NULL = 0;
  private static final byte BINARY = 1;
  private static final byte ARRAY = 2;
  private static final byte TEXT = 3;
  private static final byte FIRST_PARSED = 10;

  /** A class, and how its values are read from their text. The order is part of the format. */
  private record Parsed(Class<?> type, Function<String, Object> parse) {}

  private static final List<Parsed> PARSED =
      List.of(
          new Parsed(Boolean.class, Boolean::valueOf),
          new Parsed(Short.class, Short::valueOf),
          new Parsed(Integer.class, Integer::valueOf),
          new Parsed(Long.class, Long::valueOf),
          new Parsed(Float.class, Float::valueOf),
          new Parsed(Double.class, Double::valueOf),
          new Parsed(BigDecimal.class, BigDecimal::new),
          new Parsed(BigInteger.class, BigInteger::new),
          new Parsed(Character.class, text -> text.charAt(0)),
          new Parsed(UUID.class, UUID::fromString),
          new Parsed(LocalDate.class, LocalDate::parse),
          new Parsed(LocalTime.class, LocalTime::parse),
          new Parsed(OffsetTime.class, OffsetTime::parse),
          new Parsed(LocalDateTime.class, LocalDateTime::parse),
          new Parsed(OffsetDateTime.class, OffsetDateTime::parse),
          new Parsed(Instant.class, Instant::parse),
          new Parsed(String.class, text -> text));

  private static final Map<Class<?>, Byte> KINDS = kinds();

  private Bytes() {}

  private static Map<Class<?>, Byte> kinds() {
    Map<Class<?>, Byte> kinds = new java.util.HashMap<>();
    for (int i = 0; i < PARSED.size(); i++) {
      kinds.put(PARSED.get(i).type(), (byte) (FIRST_PARSED + i));
    }
    return Map.copyOf(kinds);
  }

  static void write(DataOutput out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte(NULL);
      case byte[] bytes -> {
        out.writeByte(BINARY);
        write(out, bytes);
      }
      case Object[] elements -> {
        out.writeByte(ARRAY);
        out.writeByte(kind(elements.getClass().getComponentType()));
        out.writeInt(elements.length);
        for (Object element : elements) {
          write(out, element);
        }
      }
      case Enum<?> constant -> {
        out.writeByte(TEXT);
        write(out, constant.name().getBytes(StandardCharsets.UTF_8));
      }
      default -> {
        out.writeByte(kind(value.getClass()));
        write(out, value.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static byte kind(Class<?> type) throws IOException {
    Byte kind = KINDS.get(type);
    if (kind == null) {
      throw new IOException("A " + type.getName() + " cannot be kept");
    }
    return kind;
  }

  private static void write(DataOutput out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static @Nullable Object read(DataInput in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case NULL -> null;
      case BINARY -> bytes(in);
      case ARRAY -> array(in);
      case TEXT -> text(in);
      default -> PARSED.get(kind - FIRST_PARSED).parse().apply(text(in));
    };
  }

  private static byte[] bytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static String text(DataInput in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static Object array(DataInput in) throws IOException {
    Class<?> type = PARSED.get(in.readByte() - FIRST_PARSED).type();
    int length = in.readInt();
    Object elements = Array.newInstance(type, length);
    for (int i = 0; i < length; i++) {
      Array.set(elements, i, read(in));
    }
    return elements;
  }

  static void writeAll(DataOutput out, List<? extends @Nullable Object> values) throws IOException {
    out.writeInt(values.size());
    for (Object value : values) {
      write(out, value);
    }
  }

  static List<@Nullable Object> readAll(DataInput in) throws IOException {
    int size = in.readInt();
    List<@Nullable Object> values = new ArrayList<>(Math.min(size, 1_000));
    for (int i = 0; i < size; i++) {
      values.add(read(in));
    }
    return values;
  }
}
