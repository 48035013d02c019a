package dev.quern.tests.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Scalars;
import dev.quern.compiler.lower.Nest;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a nest statement by statement with the scalar meaning of each op: what kernels must equal.
 */
final class NestInterpreter {
  private final Nest nest;
  private final Object[] buffers;
  private final long[] scalars;
  private final Map<Node, Object> locals = new HashMap<>();
  private final Map<Node, Literal> variables = new HashMap<>(); // RANGEs and ACCs

  private NestInterpreter(Nest nest, Object[] buffers, long[] scalars) {
    this.nest = nest;
    this.buffers = buffers;
    this.scalars = scalars;
  }

  /** Runs the nest on arrays by slot, in place. */
  static void run(Nest nest, Object[] buffers, long[] scalars) {
    NestInterpreter interpreter = new NestInterpreter(nest, buffers, scalars);
    for (Node phase : nest.kernel().sources()) {
      phase.sources().forEach(interpreter::part);
    }
  }

  private void part(Node part) {
    if (part.op() == Op.CONTRACTION) {
      contract(part);
      return;
    }
    List<Node> ranges = part.sources().stream().filter(x -> x.op() == Op.RANGE).toList();
    rows(ranges, part.sources().subList(ranges.size(), part.arity()));
  }

  private void rows(List<Node> ranges, List<Node> statements) {
    if (ranges.isEmpty()) {
      statements.forEach(this::statement);
      return;
    }
    Node range = ranges.get(0);
    long extent = value(range.source(0)).bits();
    for (long i = 0; i < extent; i++) {
      variables.put(range, Literal.of(DType.INT32, i));
      rows(ranges.subList(1, ranges.size()), statements);
    }
  }

  private void statement(Node node) {
    switch (node.op()) {
      case LOOP -> rows(List.of(node.source(0)), node.sources().subList(1, node.arity()));
      case ACC -> variables.put(node, value(node.source(0)));
      case UPDATE -> {
        Node acc = node.source(0);
        Op kind = ((Arg.Accumulator) acc.arg()).kind();
        Literal sum =
            Scalars.evaluate(kind, acc.dtype(), variables.get(acc), value(node.source(1)));
        variables.put(acc, sum);
      }
      case STORE -> {
        if (node.arity() < 4 || value(node.source(3)).bits() != 0) {
          Literal value = value(node.source(2));
          set(array(node.source(0)), (int) value(node.source(1)).bits(), value);
        }
      }
      default -> throw new IllegalArgumentException(node + " is no statement");
    }
  }

  private Literal value(Node node) {
    return switch (node.op()) {
      case CONST -> node.literal();
      case RANGE, ACC -> variables.get(node);
      case VAR -> scalar(node);
      case LOAD -> load(node);
      default ->
          Scalars.evaluate(
              node.op(),
              node.dtype(),
              node.sources().stream().map(this::value).toArray(Literal[]::new));
    };
  }

  private Literal scalar(Node node) {
    Nest.Scalar wanted = new Nest.Scalar(((Arg.Symbol) node.arg()).variable(), node.dtype());
    return new Literal(node.dtype(), scalars[nest.scalars().indexOf(wanted)]);
  }

  private Literal load(Node node) {
    if (node.arity() > 2 && value(node.source(2)).bits() == 0) {
      return Literal.of(node.dtype(), 0L);
    }
    return get(array(node.source(0)), (int) value(node.source(1)).bits());
  }

  private Object array(Node array) {
    return array.op() == Op.BUFFER
        ? buffers[((Arg.Slot) array.arg()).index()]
        : locals.computeIfAbsent(
            array, local -> Arrays.zeros(local.dtype(), (int) local.shape().elements()));
  }

  static Literal get(Object array, int index) {
    Object value = Array.get(array, index);
    if (value instanceof Boolean bool) {
      return Literal.of(DType.BOOL, bool ? 1L : 0L);
    } else if (value instanceof Integer number) {
      return Literal.of(DType.INT32, (long) number);
    } else if (value instanceof Long number) {
      return Literal.of(DType.INT64, number);
    } else if (value instanceof Float number) {
      return new Literal(DType.FLOAT32, Float.floatToRawIntBits(number) & 0xffffffffL);
    }
    return new Literal(DType.FLOAT64, Double.doubleToRawLongBits((Double) value));
  }

  static void set(Object array, int index, Literal value) {
    switch (value.dtype()) {
      case BOOL -> Array.setBoolean(array, index, value.bits() != 0);
      case INT32 -> Array.setInt(array, index, (int) value.bits());
      case INT64 -> Array.setLong(array, index, value.bits());
      case FLOAT32 -> Array.setFloat(array, index, Float.intBitsToFloat((int) value.bits()));
      case FLOAT64 -> Array.setDouble(array, index, Double.longBitsToDouble(value.bits()));
    }
  }

  private void contract(Node node) {
    ContractionShape s = ((Arg.Contraction) node.arg()).shape();
    int rowTiles = (s.m() + s.mr() - 1) / s.mr();
    int columnTiles = (s.n() + s.nr() - 1) / s.nr();
    int stride = columnTiles * s.nr();
    Object a = array(node.source(0));
    Object b = array(node.source(1));
    Object c = array(node.source(2));
    for (int row = 0; row < s.batch() * rowTiles * s.mr(); row++) {
      int batch = row / (rowTiles * s.mr());
      for (int column = 0; column < stride; column++) {
        double sum = 0;
        for (int k = 0; k < s.k(); k++) {
          int inA = row / s.mr() * s.k() * s.mr() + k * s.mr() + row % s.mr();
          int panel = batch * columnTiles + column / s.nr();
          int inB = panel * s.k() * s.nr() + k * s.nr() + column % s.nr();
          sum += get(a, inA).real() * get(b, inB).real();
        }
        set(c, row * stride + column, Literal.of(s.dtype(), sum));
      }
    }
  }
}
