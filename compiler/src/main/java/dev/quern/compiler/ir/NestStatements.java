package dev.quern.compiler.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Says of each statement of a nest which of its sources are ranges, body and operands. */
public final class NestStatements {
  /** Sources of Java's form of a CONTRACTION, at least; OpenCL's has three. */
  private static final int BLOCKED_CONTRACTION = 8;

  private static final int CONTRACTION_RANGES = 4;
  private static final int CONTRACTION_ARRAYS = 3; // and one more where B is in place

  private NestStatements() {}

  /** True of what is done, not used. An ACC is both: as a statement, its declaration. */
  public static boolean isStatement(Node node) {
    return switch (node.op()) {
      case STORE, ACC, UPDATE, LOOP, BLOCK, SEGMENT, CONTRACTION, PHASE, KERNEL -> true;
      default -> false;
    };
  }

  /** True of what is read where it is used, never evaluated. */
  public static boolean isAtom(Node node) {
    return switch (node.op()) {
      case CONST, VAR, RANGE, ACC, BUFFER, LOCAL -> true;
      default -> false;
    };
  }

  /** The RANGEs that the statement binds for its body. */
  public static List<Node> ranges(Node statement) {
    return switch (statement.op()) {
      case LOOP -> statement.sources().subList(0, 1);
      case SEGMENT -> statement.sources().subList(0, gridRanges(statement));
      case CONTRACTION ->
          statement.sources().subList(0, isBlocked(statement) ? CONTRACTION_RANGES : 0);
      default -> List.of();
    };
  }

  /** The statements inside it. */
  public static List<Node> body(Node statement) {
    List<Node> sources = statement.sources();
    return switch (statement.op()) {
      case KERNEL, PHASE, BLOCK -> sources;
      case LOOP -> sources.subList(1, sources.size());
      case SEGMENT -> sources.subList(gridRanges(statement), sources.size());
      case CONTRACTION ->
          isBlocked(statement) ? sources.subList(arraysEnd(statement), sources.size()) : List.of();
      default -> List.of();
    };
  }

  /** The arrays of a CONTRACTION: scratch, panels and starts, or panels and products. */
  public static List<Node> arrays(Node contraction) {
    return isBlocked(contraction)
        ? contraction.sources().subList(CONTRACTION_RANGES, arraysEnd(contraction))
        : contraction.sources();
  }

  /** The statements that pack what a block of a CONTRACTION needs: one for each LOCAL operand. */
  public static List<Node> packs(Node contraction) {
    List<Node> arrays = arrays(contraction);
    List<Node> operands = arrays.subList(1, arrays.size());
    long local = operands.stream().filter(operand -> operand.op() == Op.LOCAL).count();
    return body(contraction).subList(0, (int) local);
  }

  /** The expressions, arrays and accumulators that the statement itself uses, not its body. */
  public static List<Node> operands(Node statement) {
    List<Node> operands = new ArrayList<>();
    for (Node range : ranges(statement)) {
      operands.addAll(range.sources());
    }
    switch (statement.op()) {
      case STORE, UPDATE, ACC -> operands.addAll(statement.sources());
      case CONTRACTION -> operands.addAll(arrays(statement));
      default -> {}
    }
    return operands;
  }

  /** The statement and all statements inside it, in the order in which they stand. */
  public static List<Node> within(Node statement) {
    List<Node> order = new ArrayList<>();
    ArrayDeque<Node> pending = new ArrayDeque<>(List.of(statement));
    while (!pending.isEmpty()) {
      Node next = pending.pop();
      order.add(next);
      List<Node> body = body(next);
      for (int i = body.size() - 1; i >= 0; i--) {
        pending.push(body.get(i));
      }
    }
    return order;
  }

  /** True of Java's form, whose packing and storing stand inside it. */
  public static boolean isBlocked(Node contraction) {
    return contraction.arity() >= BLOCKED_CONTRACTION;
  }

  private static int arraysEnd(Node contraction) {
    boolean inPlace = ((Arg.Contraction) contraction.arg()).shape().inPlace();
    return CONTRACTION_RANGES + CONTRACTION_ARRAYS + (inPlace ? 1 : 0);
  }

  private static int gridRanges(Node segment) {
    int count = 0;
    while (count < segment.arity() && segment.source(count).op() == Op.RANGE) {
      count++;
    }
    return count;
  }
}
