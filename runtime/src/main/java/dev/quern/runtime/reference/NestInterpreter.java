package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Nest;
import java.util.List;

/**
 * Runs a nest, with vectors or without, on arrays, statement by statement and in plain order, by
 * the scalar meaning of each op: what a device should do with it. After the passes of the loops
 * that is, on Java, bit for bit what the device does.
 *
 * <p>LOCALs hold rubbish at the start of every row, as they may on a device.
 */
public final class NestInterpreter {
  private final LaneMachine machine;

  private NestInterpreter(LaneMachine machine) {
    this.machine = machine;
  }

  /**
   * Runs the nest, which writes to {@code buffers}.
   *
   * @param buffers by slot: float[], double[], int[], long[] or boolean[]
   * @param scalarBits values of the nest's scalars in order; a float's raw bits
   * @throws IndexOutOfBoundsException if an element is read or written outside its array
   */
  public static void run(Nest nest, Object[] buffers, long[] scalarBits) {
    NestInterpreter interpreter = new NestInterpreter(new LaneMachine(nest, buffers, scalarBits));
    interpreter.statement(nest.kernel());
  }

  /** Recursion is as deep as loops are nested. */
  private void statement(Node statement) {
    switch (statement.op()) {
      case KERNEL, PHASE, BLOCK -> NestStatements.body(statement).forEach(this::statement);
      case SEGMENT -> rows(statement, NestStatements.ranges(statement));
      case LOOP -> loop(statement);
      case CONTRACTION -> contraction(statement);
      case ACC -> machine.declare(statement);
      case UPDATE -> machine.update(statement);
      case STORE -> machine.store(statement);
      default -> throw new IllegalArgumentException(statement + " is no statement");
    }
  }

  private void loop(Node loop) {
    Node range = loop.source(0);
    machine.evaluate(loop, range.sources());
    long extent = machine.scalar(range.source(0));
    long step = loop.arg() instanceof Arg.Step steps ? steps.step() : 1;
    for (long i = 0; i < extent; i += step) {
      machine.set(range, i);
      NestStatements.body(loop).forEach(this::statement);
    }
  }

  /** One row after the other of a grid, flattened row-major. */
  private void rows(Node segment, List<Node> ranges) {
    long[] extents = extents(segment, ranges);
    long rows = 1;
    for (long extent : extents) {
      rows *= Math.max(0, extent);
    }
    for (long row = 0; row < rows; row++) {
      place(ranges, extents, row);
      machine.spoilLocals();
      NestStatements.body(segment).forEach(this::statement);
    }
  }

  private long[] extents(Node statement, List<Node> ranges) {
    List<Node> extents = ranges.stream().map(range -> range.source(0)).toList();
    machine.evaluate(statement, extents);
    return extents.stream().mapToLong(machine::scalar).toArray();
  }

  private void place(List<Node> ranges, long[] extents, long row) {
    long rest = row;
    for (int axis = ranges.size() - 1; axis >= 0; axis--) {
      machine.set(ranges.get(axis), rest % extents[axis]);
      rest /= extents[axis];
    }
  }

  private void contraction(Node node) {
    List<NestArray> arrays = NestStatements.arrays(node).stream().map(machine::array).toList();
    PackedProduct product = new PackedProduct(node, arrays);
    if (NestStatements.isBlocked(node)) {
      blocks(node, product);
    } else {
      product.whole();
    }
  }

  /** The grid is (batch, mb, nb); kb runs inside each of its rows. */
  private void blocks(Node node, PackedProduct product) {
    List<Node> grid = NestStatements.ranges(node).subList(0, 3);
    Node kb = NestStatements.ranges(node).get(3);
    List<Node> body = NestStatements.body(node);
    List<Node> packs = NestStatements.packs(node);
    long[] extents = extents(node, NestStatements.ranges(node));
    for (long chunk = 0; chunk < extents[0] * extents[1] * extents[2]; chunk++) {
      place(grid, extents, chunk);
      machine.spoilLocals();
      for (long k = 0; k < extents[3]; k++) {
        machine.set(kb, k);
        packs.forEach(this::statement);
        product.addBlock(grid.stream().mapToLong(machine::scalar).toArray(), k);
      }
      body.subList(packs.size(), body.size()).forEach(this::statement);
    }
  }
}
