package dev.quern.compiler.render.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Extents;
import javax.lang.model.element.Modifier;

/**
 * Writes the load of a vector of which a gate may hide lanes, so that it may reach over an edge of
 * its array: there the lanes inside are copied to a small array first.
 *
 * <p>JDK 17 has no masked load: its {@code fromArray} with a mask chooses between two vectors,
 * which HotSpot therefore keeps as objects, one for each load. Here the choice is between arrays.
 */
final class Edge {
  private Edge() {}

  /** True of a load that may reach outside of its array where its gate is closed. */
  static boolean isNear(Node load) {
    Node ramp = load.source(1);
    long last = ((Arg.Ramp) ramp.arg()).lanes() - 1L;
    return Extents.min(ramp.source(0)) < 0
        || Extents.max(ramp.source(0)) + last >= load.source(0).shape().elements();
  }

  /** Declares the array and the place in it from which the vector is loaded, and gives both. */
  static String reach(Frame frame, DType dtype, String array, Text start, int lanes) {
    String from = frame.fresh("g");
    String at = frame.fresh("o");
    String copy = frame.scratch(dtype, lanes, "edge");
    frame.declare(Types.array(dtype), from, array);
    frame.declare(TypeName.INT, at, start);
    frame.code().open(String.format("if (%s < 0 || %s > %s.length - %d)", at, at, array, lanes));
    frame.code().assign(from, Text.atom(copied(frame, dtype, lanes, array, at + ", 1, " + copy)));
    frame.code().assign(at, Text.atom("0"));
    frame.code().close();
    return from + ", " + at;
  }

  /** An array of the lanes of a vector whose elements are {@code step} apart. */
  static String spaced(Frame frame, DType dtype, String array, Text start, Spacing spacing) {
    String copy = frame.scratch(dtype, spacing.lanes, "edge");
    String rest = start + ", " + spacing.step + ", " + copy;
    return copied(frame, dtype, spacing.lanes, array, rest);
  }

  /** Lanes that are elements so far apart. */
  record Spacing(int lanes, long step) {}

  /** A call of the function that copies, which the class has from now on. */
  private static String copied(Frame frame, DType dtype, int lanes, String array, String rest) {
    String name = "edge" + lanes + Types.scalar(dtype);
    String function =
        frame.unit.function(name, () -> text(name, (ArrayTypeName) Types.array(dtype), lanes));
    return function + "(" + array + ", " + rest + ")";
  }

  private static MethodSpec text(String name, ArrayTypeName array, int lanes) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.beginControlFlow("for (int lane = 0; lane < $L; lane++)", lanes);
    code.addStatement("int i = at + lane * step");
    code.addStatement("to[lane] = i >= 0 && i < from.length ? from[i] : 0");
    code.endControlFlow();
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("What lies inside of the array.\n")
        .returns(array)
        .addParameter(array, "from")
        .addParameter(TypeName.INT, "at")
        .addParameter(TypeName.INT, "step")
        .addParameter(array, "to")
        .addCode(code.addStatement("return to").build())
        .build();
  }
}
