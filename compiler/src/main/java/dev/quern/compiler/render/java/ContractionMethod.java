package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.render.Placement;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns a CONTRACTION into a method over its blocks of results: pack what is not packed yet,
 * multiply panels with the micro-kernel, for one block of terms after the other, then store.
 */
final class ContractionMethod {
  private static final int SCRATCH = 4;
  private static final int PACKED_A = 5;
  private static final int PACKED_B = 6;
  private static final int STARTS = 7; // where B is in place
  private final Frame frame;
  private final Loops loops;
  private final OneElement one;
  private final Node contraction;
  private final ContractionShape shape;
  private final String kernel;

  private ContractionMethod(Node contraction, String kernel, Frame frame, Loops loops) {
    this.contraction = contraction;
    this.shape = ((Arg.Contraction) contraction.arg()).shape();
    this.kernel = kernel;
    this.frame = frame;
    this.loops = loops;
    this.one = new OneElement(frame);
  }

  /** {@code kernel} is the class of the micro-kernel. */
  static Method of(
      Node contraction,
      String kernel,
      Frame frame,
      Decisions decisions,
      Target target,
      Budget budget) {
    Loops loops = new Loops(frame, decisions, target, budget);
    new ContractionMethod(contraction, kernel, frame, loops).write();
    return Method.ofRows(frame);
  }

  static List<Node> grid(Node contraction) {
    return contraction.sources().subList(0, 3);
  }

  private void write() {
    List<Node> statements = new ArrayList<>();
    List<Node> packs = NestStatements.packs(contraction);
    List<Node> terms = new ArrayList<>(List.of(contraction.source(3)));
    terms.addAll(packs);
    statements.add(Nodes.statement(Op.LOOP, Arg.NONE, terms.toArray(Node[]::new)));
    List<Node> body = NestStatements.body(contraction);
    statements.addAll(body.subList(packs.size(), body.size()));
    Step whole =
        Placement.of(
            contraction,
            grid(contraction),
            statements,
            Set.copyOf(NestStatements.arrays(contraction)));
    loops.name(whole);
    whole.before().forEach(one::evaluate);
    Block blocks = whole.body().orElseThrow();
    frame.code().count("block", "first", "block < last", "block++");
    SegmentMethod.decode(frame, one, Text.atom("block"), blocks.ranges());
    String scratch = frame.name(contraction.source(SCRATCH));
    if (shape.k() == 0) { // no tile writes results
      frame.code().line("Arrays.fill(" + scratch + ", " + ScalarOps.zero(shape.dtype()) + ")");
    }
    multiply(blocks.steps().get(0));
    loops.steps(blocks.steps().subList(1, blocks.steps().size()), one);
    frame.code().close();
  }

  private void multiply(Step terms) {
    terms.before().forEach(one::evaluate);
    String i = loops.variable(terms);
    Node kb = contraction.source(3);
    frame.open(kb, i);
    frame.code().count(i, one.value(kb.source(0)));
    loops.block(terms.body().orElseThrow(), one);
    tiles(i);
    frame.code().close();
  }

  /** The micro-kernel on every tile of the block that holds results. */
  private void tiles(String kb) {
    String mb = frame.name(contraction.source(1));
    String nb = frame.name(contraction.source(2));
    count("terms", shape.kc(), shape.k(), kb);
    count("height", shape.mc(), shape.m(), mb);
    count("width", shape.nc(), shape.n(), nb);
    Node a = contraction.source(PACKED_A);
    Node b = contraction.source(PACKED_B);
    Panels panelsA =
        new Panels(a, shape.sharing(), shape.m(), shape.panel(), shape.mc(), shape.apart());
    Panels panelsB = new Panels(b, 1, shape.n(), shape.nr(), shape.nc(), shape.nr());
    Code code = frame.code();
    code.declare(TypeName.INT, "startA", start(panelsA, mb, kb));
    code.declare(TypeName.INT, "startB", start(panelsB, nb, kb));
    code.count("x", 0, "x < width", "x += " + shape.nr());
    code.count("y", 0, "y < height", "y += " + shape.mr());
    code.line(
        String.format(
            "%s.tile(%s, startA + %s, %d, %s, %s, %d, terms, %s, y * %d + x, %d, %s == 0)",
            kernel,
            frame.name(a),
            inPanels(run(a)),
            shape.termsTogether() ? run(a) : shape.panel(),
            frame.name(b),
            columns(b),
            shape.nr(),
            frame.name(contraction.source(SCRATCH)),
            shape.nc(),
            shape.nc(),
            kb));
    code.close();
    code.close();
  }

  /** Where columns from {@code x} on are. */
  private String columns(Node b) {
    return shape.inPlace()
        ? "startB + x, " + frame.name(contraction.source(STARTS))
        : "startB + x * " + run(b);
  }

  /** Where row {@code y} is in panels of A that have room for {@code run} terms. */
  private String inPanels(int run) {
    return shape.panel() == shape.mr()
        ? "y * " + run
        : String.format("y / %1$d * %2$d + y %% %1$d", shape.panel(), shape.panel() * run);
  }

  /**
   * The panels of an operand.
   *
   * @param sharing batches that have the same
   * @param ofTerm how far apart the terms of a row are
   */
  private record Panels(Node memory, int sharing, int size, int width, int block, int ofTerm) {}

  /** Terms that a panel holds: those of a block, or all. */
  private int run(Node memory) {
    return memory.op() == Op.LOCAL ? shape.kc() : shape.k();
  }

  /** Where in the panels a block of rows or columns and terms begins. */
  private String start(Panels panels, String number, String kb) {
    if (panels.memory.op() == Op.LOCAL) {
      return "0";
    }
    int padded = (panels.size + panels.width - 1) / panels.width * panels.width;
    return String.format(
        "(%s * %d + %s * %d) * %d + %s * %d",
        frame.name(contraction.source(0)) + (panels.sharing == 1 ? "" : " / " + panels.sharing),
        padded,
        number,
        panels.block,
        shape.k(),
        kb,
        shape.kc() * panels.ofTerm);
  }

  /** How much of a block there is: less than usual in the last. */
  private void count(String name, int block, int all, String number) {
    boolean even = all % block == 0 || all < block;
    Text left = Text.infix(Text.atom("" + all), "-", Text.atom(number + " * " + block), Text.SUM);
    Text size = Text.atom("" + Math.min(block, all));
    frame.code().declare(TypeName.INT, name, even ? size : Text.call("Math.min", size, left));
  }
}
