package dev.quern.compiler.render.java;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Extents;

/**
 * Writes the load of a vector of which a gate may hide lanes, so that it may reach over an edge of
 * its array: there the lanes inside are copied to a small array first.
 *
 * <p>JDK 17 has no masked load: its {@code fromArray} with a mask chooses between two vectors,
 * which HotSpot therefore keeps as objects, one for each load. Here the choice is between arrays.
 */
record Edge(Frame frame, DType dtype, int lanes) {
  /** The vector of a part that begins at {@code start}. */
  JavaExpression load(Node load, JavaExpression array, JavaExpression start) {
    VectorOps ops = new VectorOps(frame.unit);
    long stride = ((Arg.Ramp) load.source(1).arg()).stride();
    if (stride != 1) {
      return ops.load(dtype, copied(array, start, stride), 0);
    }
    return isNear(load) ? reach(ops, array, start) : ops.load(dtype, array, start);
  }

  /** True of a load that may reach outside of its array where its gate is closed. */
  private static boolean isNear(Node load) {
    Node ramp = load.source(1);
    long last = ((Arg.Ramp) ramp.arg()).lanes() - 1L;
    return Extents.min(ramp.source(0)) < 0
        || Extents.max(ramp.source(0)) + last >= load.source(0).shape().elements();
  }

  /** Declares the array and the place in it from which the vector is loaded. */
  private JavaExpression reach(VectorOps ops, JavaExpression array, JavaExpression start) {
    String fromName = frame.fresh("g");
    String atName = frame.fresh("o");
    frame.scratch(dtype, lanes, "edge");
    JavaExpression from = frame.declare(JavaTypes.array(dtype), fromName, array);
    JavaExpression at = frame.declare(TypeName.INT, atName, start);
    frame.code().open("if ($L < 0 || $L > $L.length - $L)", at, at, array, lanes);
    frame.code().assign(from, copied(array, at, 1));
    frame.code().assign(at, JavaExpression.ZERO);
    frame.code().close();
    return ops.load(dtype, from, at);
  }

  /** An array of the lanes of a vector whose elements are {@code step} apart. */
  private JavaExpression copied(JavaExpression array, JavaExpression start, long step) {
    JavaExpression copy = frame.scratch(dtype, lanes, "edge");
    String function = frame.unit.function(Unit.functionName("edge", lanes, dtype), this::copy);
    return JavaExpression.call(function, array, start, JavaExpression.number(step), copy);
  }

  private void copy(MethodSpec.Builder function) {
    Code code = new Code();
    code.count("lane", lanes);
    code.line("int i = at + lane * step");
    code.line("to[lane] = i >= 0 && i < from.length ? from[i] : 0");
    code.close();
    code.line("return to");
    TypeName array = JavaTypes.array(dtype);
    function
        .addJavadoc("What lies inside of the array.\n")
        .returns(array)
        .addParameter(array, "from")
        .addParameter(TypeName.INT, "at")
        .addParameter(TypeName.INT, "step")
        .addParameter(array, "to")
        .addCode(code.build());
  }
}
