package dev.quern.compiler.ir;

import dev.quern.compiler.ir.Tokens.Kind;
import dev.quern.compiler.ir.Tokens.Token;
import java.util.ArrayList;
import java.util.List;

/** Turns one line, with the block inside it, into a declaration, a definition or a statement. */
final class LineParser {
  private final Parser parser;
  private final Tokens tokens;
  private final ArgParser args;
  private final ExpressionParser expressions;

  LineParser(Parser parser, Tokens tokens) {
    this.parser = parser;
    this.tokens = tokens;
    this.args = new ArgParser(parser.sizes(), tokens);
    this.expressions = new ExpressionParser(tokens, args, parser.names());
  }

  /** The statement on the line, or nothing. */
  List<Node> parse() {
    Token first = tokens.peek();
    boolean isKeyword = first.kind() == Kind.WORD && !parser.names().containsKey(first.text());
    return switch (isKeyword ? first.text() : "") {
      case "size" -> size();
      case "buffer" -> array(Op.BUFFER, "#");
      case "local" -> array(Op.LOCAL, "l");
      case "var" -> scalar();
      case "range" -> unboundRange();
      case "return" -> returned();
      case "kernel", "phase" -> List.of(titled());
      case "segment" -> List.of(segment());
      case "loop" -> List.of(loop());
      case "block" -> List.of(block());
      case "contraction" -> List.of(contraction());
      case "acc" -> List.of(accumulator());
      default -> assignment();
    };
  }

  // ---- declarations

  private List<Node> size() {
    tokens.take();
    Token name = tokens.peek();
    Variable variable = tokens.checked(name, args::variable);
    if (parser.sizes().putIfAbsent(variable.name(), variable) != null) {
      throw tokens.error(name, "size " + variable.name() + " is declared twice");
    }
    return List.of();
  }

  private List<Node> array(Op op, String prefix) {
    tokens.take();
    Token name = tokens.take();
    long id = id(name, prefix);
    DType dtype = args.dtype();
    Arg arg = op == Op.BUFFER ? new Arg.Slot(Math.toIntExact(id)) : new Arg.Id(id);
    return define(name, name.text(), Node.of(op, dtype, args.shape(), arg));
  }

  private List<Node> scalar() {
    tokens.take();
    DType dtype = args.dtype();
    Token name = tokens.peek(1);
    Arg arg = tokens.checked(name, () -> args.parse(Op.VAR, dtype));
    return define(name, "$" + name.text(), Node.of(Op.VAR, dtype, Shape.SCALAR, arg));
  }

  private List<Node> unboundRange() {
    tokens.take();
    Token name = tokens.peek();
    return define(name, name.text(), range());
  }

  private List<Node> returned() {
    tokens.take();
    do {
      parser.addRoot(expressions.atom());
    } while (tokens.accept(","));
    return List.of();
  }

  private List<Node> define(Token at, String name, Node node) {
    if (parser.names().containsKey(name)) {
      throw tokens.error(at, "'" + name + "' is defined twice");
    }
    parser.define(name, tokens.checked(at, () -> Inference.check(node)));
    return List.of();
  }

  // ---- statements

  private Node titled() {
    Op op = args.op();
    Arg title = title();
    return statement(op, title, List.of(), parser.inside(tokens, List.of()));
  }

  private Node segment() {
    tokens.take();
    Arg title = title();
    List<Node> ranges = tokens.peek().is(":") ? List.of() : ranges();
    return statement(Op.SEGMENT, title, ranges, parser.inside(tokens, ranges));
  }

  private Node loop() {
    tokens.take();
    List<Node> ranges = List.of(range());
    Arg step = tokens.accept("step") ? new Arg.Step(tokens.integer()) : Arg.NONE;
    return statement(Op.LOOP, step, ranges, parser.inside(tokens, ranges));
  }

  private Node block() {
    tokens.take();
    return statement(Op.BLOCK, Arg.NONE, List.of(), parser.inside(tokens, List.of()));
  }

  private Node contraction() {
    tokens.take();
    Arg arg = args.parse(Op.CONTRACTION, DType.FLOAT32);
    List<Node> ranges = tokens.accept("over") ? ranges() : List.of();
    List<Node> first = new ArrayList<>(ranges);
    tokens.expect("with");
    do {
      first.add(expressions.atom());
    } while (tokens.accept(","));
    return statement(
        Op.CONTRACTION, arg, first, ranges.isEmpty() ? List.of() : parser.inside(tokens, ranges));
  }

  private Node accumulator() {
    tokens.take();
    Op kind = args.op();
    Token name = tokens.take();
    Arg arg = new Arg.Accumulator(kind, Math.toIntExact(id(name, "a")));
    tokens.expect("=");
    Node initial = expressions.expression();
    Node acc = Node.of(Op.ACC, initial.dtype(), initial.shape(), arg, initial);
    parser.define(name.text(), tokens.checked(name, () -> Inference.check(acc)));
    return acc;
  }

  /** A definition, a store or an update. */
  private List<Node> assignment() {
    Token target = tokens.peek();
    if (target.text().startsWith("%") && tokens.peek(1).is("=")) {
      tokens.take();
      tokens.expect("=");
      return define(target, target.text(), expressions.definition());
    }
    Node left = expressions.atom();
    return List.of(tokens.peek().is("[") ? store(left) : update(left));
  }

  private Node store(Node array) {
    List<Node> sources = expressions.element(array);
    tokens.expect("=");
    sources.add(2, expressions.expression());
    return statement(Op.STORE, Arg.NONE, sources, List.of());
  }

  private Node update(Node acc) {
    Token kind = tokens.peek();
    Op op = args.op();
    tokens.expect("=");
    if (!(acc.arg() instanceof Arg.Accumulator accumulator) || accumulator.kind() != op) {
      throw tokens.error(kind, op.text() + " does not update " + acc);
    }
    return statement(Op.UPDATE, Arg.NONE, List.of(acc, expressions.expression()), List.of());
  }

  // ---- parts

  private Node statement(Op op, Arg arg, List<Node> first, List<Node> body) {
    List<Node> sources = new ArrayList<>(first);
    sources.addAll(body);
    return Inference.check(Nodes.statement(op, arg, sources.toArray(Node[]::new)));
  }

  private Arg title() {
    return tokens.peek().kind() == Kind.TITLE ? args.title() : Arg.NONE;
  }

  private List<Node> ranges() {
    List<Node> ranges = new ArrayList<>();
    do {
      ranges.add(range());
    } while (tokens.accept(","));
    return ranges;
  }

  /** {@code i3 < extent}. */
  private Node range() {
    Token name = tokens.take();
    long id = id(name, "i");
    tokens.expect("<");
    Node extent = expressions.expression();
    return tokens.checked(name, () -> Inference.check(Nodes.range(id, extent)));
  }

  private long id(Token name, String prefix) {
    if (!name.text().matches("\\Q" + prefix + "\\E[0-9]{1,18}")) {
      throw tokens.error(name, "expected a name like '" + prefix + "0' but found " + name);
    }
    return Long.parseLong(name.text().substring(1));
  }
}
