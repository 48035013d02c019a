package dev.quern.compiler.lower;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Turns a decision into {@code Name component=value ...} and back.
 *
 * <p>By reflection over the sealed interface, so that a new kind of decision needs nothing here;
 * its components must be integers, booleans or enums.
 */
final class DecisionText {
  private DecisionText() {}

  static String of(Decision decision) {
    return Arrays.stream(decision.getClass().getRecordComponents())
        .map(component -> " " + component.getName() + "=" + value(decision, component))
        .collect(Collectors.joining("", decision.getClass().getSimpleName(), ""));
  }

  private static Object value(Decision decision, RecordComponent component) {
    try {
      return component.getAccessor().invoke(decision);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no access to " + component, e);
    }
  }

  static Decision parse(String text) {
    String[] words = text.split(" ");
    for (Class<?> type : Decision.class.getPermittedSubclasses()) {
      if (type.getSimpleName().equals(words[0])) {
        return parse(type.asSubclass(Decision.class), Arrays.copyOfRange(words, 1, words.length));
      }
    }
    throw new IllegalArgumentException("there is no decision '" + words[0] + "'");
  }

  private static <T extends Decision> T parse(Class<T> type, String[] words) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String prefix = components[i].getName() + "=";
      if (words.length != components.length || !words[i].startsWith(prefix)) {
        throw new IllegalArgumentException(
            type.getSimpleName()
                + " needs "
                + Arrays.toString(components)
                + ", not "
                + Arrays.toString(words));
      }
      types[i] = components[i].getType();
      values[i] = value(types[i], words[i].substring(prefix.length()));
    }
    return make(type, types, values);
  }

  private static <T> T make(Class<T> type, Class<?>[] types, Object[] values) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no access to " + type, e);
    }
  }

  private static Object value(Class<?> type, String text) {
    if (type == int.class) {
      return Integer.parseInt(text);
    } else if (type == long.class) {
      return Long.parseLong(text);
    } else if (type == boolean.class) {
      return Boolean.parseBoolean(text);
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' is no " + type.getSimpleName()));
  }
}
