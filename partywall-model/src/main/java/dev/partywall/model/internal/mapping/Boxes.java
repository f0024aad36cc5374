package dev.partywall.model.internal.mapping;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;

/** Primitive types and their boxes. */
final class Boxes {

  private Boxes() {}

  static Class<?> box(Class<?> type) {
    return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
  }

  /** What a variable of a primitive type holds before anything is assigned. */
  static Object zero(Class<?> primitive) {
    return Array.get(Array.newInstance(primitive, 1), 0);
  }
}
