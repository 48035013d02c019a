package dev.quern.tests.fuzz.programs;

import dev.quern.ConvOptions;
import dev.quern.compiler.ir.DType;
import java.util.Arrays;
import java.util.List;

/** Turns an argument of a call into the Java that says it. */
final class JavaText {
  private JavaText() {}

  static String of(Object argument) {
    if (argument instanceof int[] numbers) {
      return "new int[] {" + inner(Arrays.toString(numbers)) + "}";
    } else if (argument instanceof Long number) {
      return number + "L";
    } else if (argument instanceof DType dtype) {
      return "DType." + dtype.name();
    } else if (argument instanceof Enum<?> constant) {
      return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
    } else if (argument instanceof ConvOptions options) {
      return "ConvOptions.DEFAULT.withStride(%s).withPadding(%s).withDilation(%s).withGroups(%d)"
          .formatted(
              inner(options.stride().toString()),
              inner(options.padding().toString()),
              inner(options.dilation().toString()),
              options.groups());
    } else if (argument instanceof List<?> list) {
      return "List.of(" + inner(list.toString()) + ")";
    }
    return String.valueOf(argument);
  }

  private static String inner(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1);
  }
}
