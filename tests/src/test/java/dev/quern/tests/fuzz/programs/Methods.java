package dev.quern.tests.fuzz.programs;

import dev.quern.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls methods of Tensor by name, as javac would choose among those of a name. */
final class Methods {
  private static final Map<String, List<Method>> BY_NAME =
      Arrays.stream(Tensor.class.getMethods()).collect(Collectors.groupingBy(Method::getName));

  private Methods() {}

  static Object call(Tensor receiver, String name, Object[] arguments) {
    Method method =
        BY_NAME.getOrDefault(name, List.of()).stream()
            .filter(candidate -> takes(candidate, arguments))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("no " + name + " for " + Arrays.toString(arguments)));
    return invoke(method, receiver, arguments);
  }

  /** One component of a result that is a record. */
  static Object part(Object record, String name) {
    try {
      return invoke(record.getClass().getMethod(name), record, new Object[0]);
    } catch (NoSuchMethodException missing) {
      throw new AssertionError(missing);
    }
  }

  private static Object invoke(Method method, Object receiver, Object[] arguments) {
    try {
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown.getCause();
    } catch (IllegalAccessException hidden) {
      throw new AssertionError(hidden);
    }
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    boolean takes = types.length == arguments.length;
    for (int i = 0; takes && i < types.length; i++) {
      takes = fits(types[i], arguments[i]);
    }
    return takes;
  }

  private static boolean fits(Class<?> type, Object argument) {
    if (!type.isPrimitive()) {
      return type.isInstance(argument);
    }
    return type == int.class && argument instanceof Integer
        || type == long.class && argument instanceof Long
        || type == boolean.class && argument instanceof Boolean
        || type == double.class && (argument instanceof Double || argument instanceof Integer);
  }
}
