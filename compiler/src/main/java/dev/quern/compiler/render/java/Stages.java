package dev.quern.compiler.render.java;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Turns the steps of a block into statements, and its loops into methods of their own where HotSpot
 * compiles them better so: where together they are long, and where one needs many constants.
 */
final class Stages {
  /**
   * Vectors of constants that stay in registers of a loop in a loop. HotSpot makes them before the
   * outermost loop, and more of them go to memory and are read again at every use: a softmax took
   * 1.3 times as long.
   */
  private static final int KEPT_CONSTANTS = 8;

  /** A method shorter than this part of the longest is not worth its call. */
  private static final int WORTHWHILE = 12;

  /** Elements of a loop whose constants are worth being made at every call. */
  private static final int LONG_LOOP = 64;

  private final Frame frame;
  private final boolean mayMove;
  private final int longest;
  private final List<Part> parts = new ArrayList<>();

  /** Code of a step. A loop's comes with what had been declared before it. */
  private record Part(Code code, Step step, boolean mayMove, Map<String, TypeName> known) {
    /** True if the loop becomes a method, from among code of so many bytes. */
    boolean moves(int size, int longest) {
      return mayMove && (size > longest && shortens(size, longest) || isLong() && isCrowded());
    }

    /** True if two shorter methods come of it: else the loop is moved with the one around it. */
    private boolean shortens(int size, int longest) {
      return Math.min(code.bytes(), size - code.bytes()) > longest / WORTHWHILE;
    }

    private boolean isLong() {
      return NestStatements.within(step.statement()).stream()
          .filter(statement -> statement.op() == Op.LOOP)
          .map(loop -> loop.source(0).source(0))
          .anyMatch(extent -> !extent.isConst() || extent.literal().bits() >= LONG_LOOP);
    }

    /** True of a block whose vectors need many constants before its loops. */
    private boolean isCrowded() {
      return step.statement().op() == Op.BLOCK && constants() > KEPT_CONSTANTS;
    }

    private long constants() {
      return step.body().orElseThrow().steps().stream()
          .flatMap(inner -> inner.before().stream())
          .filter(evaluation -> evaluation.node().op() == Op.BROADCAST)
          .count();
    }
  }

  /** {@code longest} is the size, in bytes, of the longest code that stays one method. */
  Stages(Frame frame, boolean mayMove, int longest) {
    this.frame = frame;
    this.mayMove = mayMove;
    this.longest = longest;
  }

  void add(Step step, Runnable before, Runnable statement) {
    parts.add(new Part(frame.apart(before), step, false, Map.of()));
    Op op = step.statement().op();
    boolean loop = (op == Op.LOOP || op == Op.BLOCK) && mayMove;
    Map<String, TypeName> known = loop ? frame.declared() : Map.of();
    parts.add(new Part(frame.apart(statement), step, loop, known));
  }

  void write() {
    int size = parts.stream().mapToInt(part -> part.code.bytes()).sum();
    for (Part part : parts) {
      List<Node> updated = part.mayMove ? updated(part) : List.of();
      if (part.moves(size, longest) && isPossible(part, updated.size())) {
        move(part, updated);
      } else {
        frame.code().add(part.code);
      }
    }
  }

  /** True if the loop, with this many more values to take, can be a method. */
  private boolean isPossible(Part part, int more) {
    List<ParameterSpec> parameters = frame.parameters(part.code, part.known);
    parameters.addAll(Collections.nCopies(more, Frame.ALONE));
    return Method.canTake(parameters);
  }

  /** Makes the loop a method; accumulators that it updates come back as its results. */
  private void move(Part part, List<Node> updated) {
    Code body = new Code();
    body.add(part.code);
    for (int i = 1; i < updated.size(); i++) {
      body.assign(carrier(updated.get(i), i), frame.name(updated.get(i)));
    }
    TypeName returns = TypeName.VOID;
    if (!updated.isEmpty()) {
      returns = JavaTypes.scalar(updated.get(0).dtype());
      body.line("return $L", frame.name(updated.get(0)));
    }
    List<ParameterSpec> parameters = frame.parameters(body, part.known);
    String name = frame.unit.method(new Method(returns, parameters, body.build()), "stage");
    JavaExpression call = Frame.call(name, parameters);
    if (updated.isEmpty()) {
      frame.code().line("$L", call);
    } else {
      frame.code().assign(frame.name(updated.get(0)), call);
    }
    for (int i = 1; i < updated.size(); i++) {
      frame.code().assign(frame.name(updated.get(i)), carrier(updated.get(i), i));
    }
  }

  private JavaExpression carrier(Node accumulator, int number) {
    return frame.scratch(accumulator.dtype(), 1, "result" + number).element(0);
  }

  /** The accumulators from before the loop that it updates. */
  private List<Node> updated(Part part) {
    return NestStatements.within(part.step.statement()).stream()
        .filter(statement -> statement.op() == Op.UPDATE)
        .map(update -> update.source(0))
        .filter(accumulator -> isKnown(frame.name(accumulator), part))
        .distinct()
        .toList();
  }

  private static boolean isKnown(JavaExpression name, Part part) {
    return name != null && part.known.containsKey(name.toString());
  }
}
