package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Placement;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
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
  private final NestWriter writer;
  private final Statements one;
  private final Node contraction;
  private final ContractionShape shape;
  private final String kernel;

  /** {@code kernel} is the class of the micro-kernel. */
  ContractionMethod(Node contraction, String kernel, Frame frame, NestWriter writer) {
    this.contraction = contraction;
    this.shape = ((Arg.Contraction) contraction.arg()).shape();
    this.kernel = kernel;
    this.frame = frame;
    this.writer = writer;
    this.one = writer.statements;
  }

  static List<Node> grid(Node contraction) {
    return contraction.sources().subList(0, 3);
  }

  void write() {
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
    writer.name(whole);
    one.before(whole);
    Block blocks = whole.body().orElseThrow();
    JavaExpression block = frame.code().count("block", "first", "last", 1);
    SegmentMethod.decode(frame, one.scalars, block, blocks.ranges());
    JavaExpression scratch = frame.name(contraction.source(SCRATCH));
    if (shape.k() == 0) { // no tile writes results
      JavaExpression zero = ScalarOps.zero(shape.dtype());
      frame.code().line("$T.fill($L, $L)", JavaTypes.ARRAYS, scratch, zero);
    }
    multiply(blocks.steps().get(0));
    writer.steps(blocks.steps().subList(1, blocks.steps().size()));
    frame.code().close();
  }

  private void multiply(Step terms) {
    one.before(terms);
    Node kb = contraction.source(3);
    frame.open(kb, writer.variable(terms));
    frame.code().count(writer.variable(terms), one.scalars.value(kb.source(0)));
    writer.steps(terms.body().orElseThrow().steps());
    tiles(frame.name(kb));
    frame.code().close();
  }

  /** The micro-kernel on every tile of the block that holds results. */
  private void tiles(JavaExpression kb) {
    JavaExpression mb = frame.name(contraction.source(1));
    JavaExpression nb = frame.name(contraction.source(2));
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
    code.count("x", 0, "width", shape.nr());
    code.count("y", 0, "height", shape.mr());
    JavaExpression where =
        JavaExpression.list(
            frame.name(a),
            inPanels(run(a)),
            shape.termsTogether() ? run(a) : shape.panel(),
            frame.name(b),
            columns(b),
            shape.nr());
    JavaExpression scratch = frame.name(contraction.source(SCRATCH));
    code.line(
        "$L.tile($L, terms, $L, y * $L + x, $L, $L == 0)",
        kernel,
        where,
        scratch,
        shape.nc(),
        shape.nc(),
        kb);
    code.close();
    code.close();
  }

  /** Where columns from {@code x} on are. */
  private JavaExpression columns(Node b) {
    return shape.inPlace()
        ? JavaExpression.atom("startB + x, $L", frame.name(contraction.source(STARTS)))
        : JavaExpression.atom("startB + x * $L", run(b));
  }

  /** Where row {@code y} is in panels of A that have room for {@code run} terms. */
  private JavaExpression inPanels(int run) {
    int panel = shape.panel();
    return panel == shape.mr()
        ? JavaExpression.atom("startA + y * $L", run)
        : JavaExpression.atom("startA + y / $L * $L + y % $L", panel, panel * run, panel);
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
  private JavaExpression start(Panels panels, JavaExpression number, JavaExpression kb) {
    if (panels.memory.op() == Op.LOCAL) {
      return JavaExpression.ZERO;
    }
    int padded = (panels.size + panels.width - 1) / panels.width * panels.width;
    JavaExpression batch = frame.name(contraction.source(0));
    return JavaExpression.atom(
        "($L * $L + $L * $L) * $L + $L * $L",
        panels.sharing == 1 ? batch : JavaExpression.atom("$L / $L", batch, panels.sharing),
        padded,
        number,
        panels.block,
        shape.k(),
        kb,
        shape.kc() * panels.ofTerm);
  }

  /** How much of a block there is: less than usual in the last. */
  private void count(String name, int block, int all, JavaExpression number) {
    boolean even = all % block == 0 || all < block;
    JavaExpression size = JavaExpression.number(Math.min(block, all));
    JavaExpression left =
        JavaExpression.infix(
            JavaExpression.number(all), "-", number.times(block), JavaExpression.SUM);
    frame
        .code()
        .declare(TypeName.INT, name, even ? size : JavaExpression.call("Math.min", size, left));
  }
}
