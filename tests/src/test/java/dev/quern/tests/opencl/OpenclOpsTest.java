package dev.quern.tests.opencl;

import static dev.quern.compiler.ir.Nodes.load;
import static dev.quern.compiler.ir.Nodes.store;
import static dev.quern.tests.opencl.NestBuilder.loop;
import static dev.quern.tests.opencl.NestBuilder.segment;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each op on each dtype gives its scalar meaning on the values where implementations err. */
final class OpenclOpsTest {
  private static final int SIZE = 700;

  /** Expanded into others before rendering, or tested as casts. */
  private static final Set<Op> NOT_HERE =
      Set.of(Op.EXP, Op.LOG, Op.SIN, Op.COS, Op.TANH, Op.ERF, Op.POW, Op.CAST, Op.BITCAST);

  private static final List<DType> FLOATS = List.of(DType.FLOAT32, DType.FLOAT64);
  private static final List<DType> WHOLES = List.of(DType.INT32, DType.INT64);

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void elementwiseOps(Target.Kind kind) {
    checkMaps(kind, "ops", List.of(DType.values()), OpenclOpsTest::everyOp);
  }

  private static List<Node> everyOp(List<Node> in) {
    List<Node> values = new ArrayList<>();
    for (Op op : Op.values()) {
      if (op.isElementwise() && !NOT_HERE.contains(op)) {
        apply(op, in).ifPresent(values::add);
      }
    }
    return values;
  }

  private static Optional<Node> apply(Op op, List<Node> in) {
    Node a = in.get(0);
    Node b = in.get(1);
    try {
      return Optional.of(
          switch (op) {
            case WHERE -> Nodes.where(Nodes.binary(Op.CMPNE, a, in.get(2)), b, in.get(2));
            case FMA -> Nodes.fma(a, b, in.get(2));
            case DIV, MOD -> Nodes.binary(op, a, b.dtype().isInteger() ? nonZero(b) : b);
            default -> op.arity() == 1 ? Nodes.unary(op, a) : Nodes.binary(op, a, b);
          });
    } catch (IllegalArgumentException undefined) {
      return Optional.empty();
    }
  }

  private static Node nonZero(Node x) {
    return Nodes.where(Nodes.binary(Op.CMPEQ, x, x.like(0L)), x.like(5L), x);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void casts(Target.Kind kind) {
    checkMaps(kind, "casts", List.of(DType.values()), in -> everyCast(in.get(0)));
  }

  private static List<Node> everyCast(Node x) {
    List<Node> values = new ArrayList<>();
    for (DType to : DType.values()) {
      if (to != x.dtype()) {
        values.add(Nodes.cast(x, to));
        if (to.bytes() == x.dtype().bytes()) {
          values.add(Nodes.bitcast(x, to));
        }
      }
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(names = "OPENCL.*", mode = EnumSource.Mode.MATCH_ALL)
  void operationsWithConstants(Target.Kind kind) {
    checkMaps(kind, "constants", FLOATS, in -> withReals(in.get(0)));
    checkMaps(kind, "constants", WHOLES, in -> withWholes(in.get(0)));
  }

  private static List<Node> withReals(Node x) {
    List<Node> values = new ArrayList<>();
    for (double c : new double[] {0.0, -0.0, -1.5, Double.NaN, Double.POSITIVE_INFINITY, 0.1}) {
      for (Op op : List.of(Op.MAX, Op.MIN, Op.ADD, Op.DIV)) {
        values.add(Nodes.binary(op, x, x.like(c)));
      }
    }
    return values;
  }

  private static List<Node> withWholes(Node x) {
    List<Node> values = new ArrayList<>();
    for (long c : new long[] {1, -1, 3, 31, 33, 64, Integer.MIN_VALUE, Long.MIN_VALUE + 1}) {
      for (Op op : List.of(Op.SHL, Op.SHR, Op.USHR, Op.DIV, Op.MOD, Op.MUL)) {
        values.add(Nodes.binary(op, x, x.like(c)));
      }
    }
    return values;
  }

  private static void checkMaps(
      Target.Kind kind, String name, List<DType> dtypes, Function<List<Node>, List<Node>> values) {
    List<NestBuilder.Case> cases = new ArrayList<>();
    for (DType dtype : dtypes) {
      cases.add(map(name + "_" + dtype + "_wide", dtype, true, values));
      cases.add(map(name + "_" + dtype + "_scalar", dtype, false, values));
    }
    OpenclDevices.checkAll(kind, cases);
  }

  private static NestBuilder.Case map(
      String name, DType dtype, boolean wide, Function<List<Node>, List<Node>> values) {
    NestBuilder nest = new NestBuilder(name);
    Node i = wide ? nest.vectorized(SIZE, 8, 1) : nest.range(SIZE);
    List<Node> operands = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      operands.add(load(nest.input(Arrays.special(dtype, SIZE, k)), i));
    }
    List<Node> statements = new ArrayList<>(List.of(i));
    for (Node value : values.apply(operands)) {
      statements.add(store(nest.output(value.dtype(), SIZE), i, value));
    }
    return nest.phase(segment(loop(statements.toArray(Node[]::new)))).build();
  }
}
