package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.backend.HostArrays;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Java arrays, nested or flat, and their conversions. */
final class NestedArrays {
  private NestedArrays() {}

  /** The sizes of a nested array; its rows must be of equal length. */
  static Shape shape(Object array) {
    List<Long> sizes = new ArrayList<>();
    Object level = array;
    while (level.getClass().isArray()) {
      int length = Array.getLength(level);
      sizes.add((long) length);
      if (level.getClass().getComponentType().isPrimitive() || length == 0) {
        break;
      }
      level = Array.get(level, 0);
    }
    Shapes.check(
        !sizes.isEmpty(), "of", () -> "needs an array, got " + array.getClass().getSimpleName());
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static Class<?> elementType(Class<?> array) {
    Class<?> element = array;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  /** A flat copy of a nested array. */
  static Object flat(Object array) {
    Shape shape = shape(array);
    Class<?> element = elementType(array.getClass());
    Shapes.check(
        List.of(float.class, double.class, int.class, long.class, boolean.class).contains(element),
        "of",
        () -> "needs float, double, int, long or boolean elements, got " + element.getSimpleName());
    Object flat = Array.newInstance(element, Math.toIntExact(shape.elements()));
    copy(array, flat, 0, shape.toArray(), 0);
    return flat;
  }

  private static int copy(Object from, Object to, int position, int[] sizes, int level) {
    int length = Array.getLength(from);
    Shapes.check(
        length == sizes[level],
        "of",
        () -> "rows differ in length at dim " + level + ", " + sizes[level] + " and " + length);
    if (level == sizes.length - 1) {
      System.arraycopy(from, 0, to, position, length);
      return position + length;
    }
    int next = position;
    for (int i = 0; i < length; i++) {
      next = copy(Array.get(from, i), to, next, sizes, level + 1);
    }
    return next;
  }

  /** A nested array with the elements of a flat one. */
  static Object nested(Object flat, int[] sizes) {
    if (sizes.length <= 1) {
      return flat;
    }
    Object nested = Array.newInstance(flat.getClass().getComponentType(), sizes);
    spread(flat, nested, 0, sizes, 0);
    return nested;
  }

  private static int spread(Object flat, Object to, int position, int[] sizes, int level) {
    if (level == sizes.length - 1) {
      System.arraycopy(flat, position, to, 0, sizes[level]);
      return position + sizes[level];
    }
    int next = position;
    for (int i = 0; i < sizes[level]; i++) {
      next = spread(flat, Array.get(to, i), next, sizes, level + 1);
    }
    return next;
  }

  /** An array of one value. */
  static Object filled(Literal value, long elements) {
    Object array = HostArrays.allocate(value.dtype(), elements);
    if (array instanceof float[] floats) {
      Arrays.fill(floats, (float) value.real());
    } else if (array instanceof double[] doubles) {
      Arrays.fill(doubles, value.real());
    } else if (array instanceof int[] ints) {
      Arrays.fill(ints, (int) value.integer());
    } else if (array instanceof long[] longs) {
      Arrays.fill(longs, value.integer());
    } else {
      Arrays.fill((boolean[]) array, value.integer() != 0);
    }
    return array;
  }

  static double doubleAt(Object array, int i) {
    return array instanceof boolean[] flags ? flags[i] ? 1 : 0 : Array.getDouble(array, i);
  }

  /** The element as a long; a float's fraction is cut off. */
  static long longAt(Object array, int i) {
    return HostArrays.dtype(array).isInteger()
        ? Array.getLong(array, i)
        : (long) doubleAt(array, i);
  }

  static float[] floats(Object array) {
    if (array instanceof float[] floats) {
      return floats;
    }
    float[] result = new float[HostArrays.length(array)];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) doubleAt(array, i);
    }
    return result;
  }

  static double[] doubles(Object array) {
    double[] result = new double[HostArrays.length(array)];
    Arrays.setAll(result, i -> doubleAt(array, i));
    return result;
  }

  static int[] ints(Object array) {
    int[] result = new int[HostArrays.length(array)];
    Arrays.setAll(result, i -> Math.toIntExact(longAt(array, i)));
    return result;
  }

  static long[] longs(Object array) {
    long[] result = new long[HostArrays.length(array)];
    Arrays.setAll(result, i -> longAt(array, i));
    return result;
  }

  static boolean[] booleans(Object array) {
    boolean[] result = new boolean[HostArrays.length(array)];
    for (int i = 0; i < result.length; i++) {
      result[i] = doubleAt(array, i) != 0;
    }
    return result;
  }
}
