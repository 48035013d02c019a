package dev.quern.tests.opencl;

import static dev.quern.compiler.ir.Nodes.load;
import static dev.quern.compiler.ir.Nodes.store;
import static dev.quern.tests.opencl.NestBuilder.loop;
import static dev.quern.tests.opencl.NestBuilder.segment;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each op on each dtype gives its scalar meaning on the values where implementations err. */
final class OpenclOpsTest {
  private static final int SIZE = 700;
  private static final Set<Op> EXPANDED_BEFORE =
      Set.of(Op.EXP, Op.LOG, Op.SIN, Op.COS, Op.TANH, Op.ERF, Op.POW);
  private static final List<DType> TYPES = List.of(DType.values());

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void elementwiseOps(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (Op op : Op.values()) {
      for (DType dtype : TYPES) {
        if (op.isElementwise() && !EXPANDED_BEFORE.contains(op) && op != Op.CAST && op != Op.BITCAST && defined(op, dtype)) {
          for (boolean wide : new boolean[] {true, false}) {
            cases.add(map(op.text() + "_" + dtype, dtype, wide, in -> apply(op, in)));
          }
        }
      }
    }
    OpenclDevices.checkAll(kind, cases);
  }

  private static boolean defined(Op op, DType dtype) {
    try {
      Node x = Nodes.constant(dtype, Shape.SCALAR, 1);
      apply(op, List.of(x, x, x));
      return true;
    } catch (IllegalArgumentException undefined) {
      return false;
    }
  }

  private static Node apply(Op op, List<Node> in) {
    Node divisor = in.get(1).dtype().isInteger() ? nonZero(in.get(1)) : in.get(1);
    return switch (op) {
      case WHERE -> Nodes.where(Nodes.binary(Op.CMPNE, in.get(0), in.get(2)), in.get(1), in.get(2));
      case FMA -> Nodes.fma(in.get(0), in.get(1), in.get(2));
      case DIV, MOD -> Nodes.binary(op, in.get(0), divisor);
      default -> op.arity() == 1 ? Nodes.unary(op, in.get(0)) : Nodes.binary(op, in.get(0), in.get(1));
    };
  }

  private static Node nonZero(Node x) {
    return Nodes.where(Nodes.binary(Op.CMPEQ, x, x.like(0L)), x.like(5L), x);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void casts(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (DType from : TYPES) {
      for (DType to : TYPES) {
        for (boolean wide : new boolean[] {true, false}) {
          cases.add(map("cast_" + from + "_" + to, from, wide, in -> Nodes.cast(in.get(0), to)));
          if (from.bytes() == to.bytes() && !from.isBool()) {
            cases.add(map("bitcast_" + from + "_" + to, from, wide, in -> Nodes.bitcast(in.get(0), to)));
          }
        }
      }
    }
    OpenclDevices.checkAll(kind, cases);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void operationsWithConstants(Target.Kind kind) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (double c : new double[] {0.0, -0.0, 1, -1.5, Double.NaN, Double.POSITIVE_INFINITY, 0.1}) {
        for (Op op : List.of(Op.MAX, Op.MIN, Op.ADD, Op.DIV)) {
          String name = op.text() + "_" + dtype + "_" + cases.size();
          Node constant = Nodes.constant(dtype, Shape.SCALAR, c);
          cases.add(map(name, dtype, true, in -> Nodes.binary(op, in.get(0), constant)));
        }
      }
    }
    for (DType dtype : List.of(DType.INT32, DType.INT64)) {
      for (long c : new long[] {1, -1, 3, 31, 33, 64, Integer.MIN_VALUE, Long.MIN_VALUE}) {
        for (Op op : List.of(Op.SHL, Op.SHR, Op.USHR, Op.DIV, Op.MOD, Op.MUL)) {
          String name = op.text() + "_" + dtype + "_" + cases.size();
          Node constant = Nodes.constant(Shape.SCALAR, Literal.of(dtype, c));
          if (!constant.isIndex(0)) {
            cases.add(map(name, dtype, true, in -> Nodes.binary(op, in.get(0), constant)));
          }
        }
      }
    }
    OpenclDevices.checkAll(kind, cases);
  }

  private static NestBuilder.Case map(
      String name, DType dtype, boolean wide, Function<List<Node>, Node> value) {
    NestBuilder nest = new NestBuilder((wide ? "wide_" : "scalar_") + name);
    Node i = wide ? nest.vectorized(SIZE, 8, 1) : nest.range(SIZE);
    List<Node> operands = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      operands.add(load(nest.input(Arrays.special(dtype, SIZE, k)), i));
    }
    Node result = value.apply(operands);
    Node out = nest.output(result.dtype(), SIZE);
    return nest.phase(segment(loop(i, store(out, i, result)))).build();
  }
}
