package dev.quern.compiler.ir;

import dev.quern.compiler.ir.Tokens.Kind;
import dev.quern.compiler.ir.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns one expression of the textual form back into a node, by precedence climbing. */
final class ExpressionParser {
  /** Parentheses within parentheses; deeper text is not ours. */
  private static final int DEEPEST = 200;

  private final Tokens tokens;
  private final ArgParser args;
  private final Map<String, Node> names;
  private int depth;

  /** {@code names} are what is in scope. */
  ExpressionParser(Tokens tokens, ArgParser args, Map<String, Node> names) {
    this.tokens = tokens;
    this.args = args;
    this.names = names;
  }

  /** An expression, or {@code op dtype[shape] {arg} source...}. */
  Node definition() {
    boolean full = tokens.peek().kind() == Kind.WORD && tokens.peek(1).kind() == Kind.WORD;
    return full ? full() : expression();
  }

  private Node full() {
    Token start = tokens.peek();
    Op op = args.op();
    DType dtype = args.dtype();
    Shape shape = args.shape();
    Arg arg = checked(start, () -> args.parse(op, dtype));
    List<Node> sources = new ArrayList<>();
    while (tokens.peek().kind() != Kind.END) {
      sources.add(atom());
    }
    Node node = Node.of(op, dtype, shape, arg, sources.toArray(Node[]::new));
    return checked(start, () -> Inference.check(node));
  }

  Node expression() {
    return operators(0);
  }

  private Node operators(int level) {
    Node left = operand();
    Optional<Infix> infix = infix(level);
    while (infix.isPresent()) {
      Token symbol = tokens.take();
      Op op = infix.get().op();
      Node first = left;
      Node right = operators(infix.get().level() + 1);
      left = checked(symbol, () -> Nodes.binary(op, first, right));
      infix = infix(level);
    }
    return left;
  }

  private Optional<Infix> infix(int level) {
    return tokens.peek().kind() == Kind.SYMBOL
        ? Infix.of(tokens.peek().text()).filter(infix -> infix.level() >= level)
        : Optional.empty();
  }

  private Node operand() {
    Token start = tokens.peek();
    if (++depth > DEEPEST) {
      throw tokens.error(start, "parentheses nest more than " + DEEPEST + " deep");
    }
    Node node;
    if (tokens.accept("(")) {
      node = expression();
      tokens.expect(")");
    } else if (start.kind() == Kind.WORD && isCall(tokens.peek(1))) {
      node = call();
    } else {
      node = atom();
      node = tokens.peek().is("[") ? load(node) : node;
    }
    depth--;
    return node;
  }

  private static boolean isCall(Token after) {
    return after.is("(") || after.is("{");
  }

  private Node load(Node buffer) {
    Token bracket = tokens.peek();
    List<Node> element = element(buffer);
    Node node =
        Node.of(
            Op.LOAD,
            buffer.dtype(),
            element.get(1).shape(),
            Arg.NONE,
            element.toArray(Node[]::new));
    return checked(bracket, () -> Inference.check(node));
  }

  /** The buffer, index and perhaps gate of {@code buffer[index if gate]}. */
  List<Node> element(Node buffer) {
    List<Node> element = new ArrayList<>(List.of(buffer));
    tokens.expect("[");
    element.add(expression());
    if (tokens.accept("if")) {
      element.add(expression());
    }
    tokens.expect("]");
    return element;
  }

  private Node call() {
    Token function = tokens.take();
    Optional<DType> cast = dtype(function.text());
    if (cast.isPresent()) {
      Node source = operand(function);
      return Node.of(Op.CAST, cast.get(), source.shape(), Arg.NONE, source);
    }
    Op op = checked(function, () -> Op.parse(function.text()));
    return switch (op) {
      case BITCAST -> bitcast(function);
      case REDUCE -> reduce(function);
      case RAMP, BROADCAST, FOLD -> lanes(function, op);
      default -> elementwise(function, op);
    };
  }

  private static Optional<DType> dtype(String text) {
    for (DType dtype : DType.values()) {
      if (dtype.text().equals(text)) {
        return Optional.of(dtype);
      }
    }
    return Optional.empty();
  }

  private Node bitcast(Token function) {
    tokens.expect("{");
    DType dtype = args.dtype();
    tokens.expect("}");
    Node source = operand(function);
    return checked(function, () -> Nodes.bitcast(source, dtype));
  }

  private Node operand(Token function) {
    List<Node> operands = operands();
    if (operands.size() != 1) {
      throw tokens.error(function, function.text() + " takes 1 operand");
    }
    return operands.get(0);
  }

  private Node reduce(Token function) {
    Arg arg = args.parse(Op.REDUCE, DType.FLOAT32);
    if (!(arg instanceof Arg.Reduce reduce)) {
      throw tokens.error(function, "reduce needs its kind and dtype between braces");
    }
    Node[] sources = operands().toArray(Node[]::new);
    Node node = Node.of(Op.REDUCE, reduce.accumulator(), Shape.SCALAR, arg, sources);
    return checked(function, () -> Inference.check(node));
  }

  private Node lanes(Token function, Op op) {
    Arg arg = args.parse(op, DType.INT32);
    Node source = operand(function);
    return checked(
        function,
        () ->
            arg instanceof Arg.Ramp ramp
                ? Nodes.ramp(source, ramp.lanes(), ramp.stride())
                : arg instanceof Arg.Lanes lanes
                    ? Nodes.broadcast(source, lanes.lanes())
                    : fold(arg, source));
  }

  private static Node fold(Arg arg, Node source) {
    if (!(arg instanceof Arg.Fold fold)) {
      throw new IllegalArgumentException("needs its argument between braces");
    }
    return Nodes.fold(fold.kind(), source);
  }

  private Node elementwise(Token function, Op op) {
    List<Node> operands = operands();
    if (!op.isElementwise() || operands.size() != op.arity()) {
      String problem = op.isElementwise() ? "takes " + op.arity() + " operands" : "is no function";
      throw tokens.error(function, op.text() + " " + problem);
    }
    return checked(function, () -> Nodes.elementwise(op, operands));
  }

  private List<Node> operands() {
    List<Node> operands = new ArrayList<>();
    tokens.expect("(");
    do {
      operands.add(expression());
    } while (tokens.accept(","));
    tokens.expect(")");
    return operands;
  }

  /** A name or a number. */
  Node atom() {
    Token token = tokens.peek();
    boolean isName =
        token.kind() == Kind.NAME || token.kind() == Kind.WORD && names.containsKey(token.text());
    if (!isName) {
      return number();
    }
    Node named = names.get(tokens.take().text());
    if (named == null) {
      throw tokens.error(token, token + " is not in scope");
    }
    return named;
  }

  /** {@code 3} is an i32, {@code 3L} an i64, {@code 3.0} an f32, {@code 3.0d} an f64. */
  private Node number() {
    Token start = tokens.peek();
    boolean negative = tokens.accept("-");
    Token token = tokens.take();
    String text = token.text();
    DType dtype = literalType(start, token);
    boolean marked = dtype == DType.INT64 || dtype == DType.FLOAT64;
    String plain = marked ? text.substring(0, text.length() - 1) : text;
    Arg.Literal literal =
        args.literal(dtype, negative, new Token(token.kind(), plain, token.column()));
    return Nodes.constant(Shape.SCALAR, literal);
  }

  private DType literalType(Token start, Token token) {
    String text = token.text();
    if (token.kind() == Kind.NUMBER) {
      boolean real = text.contains(".") || text.contains("E") || text.endsWith("d");
      return text.endsWith("L")
          ? DType.INT64
          : text.endsWith("d") ? DType.FLOAT64 : real ? DType.FLOAT32 : DType.INT32;
    }
    return switch (token.kind() == Kind.WORD ? text : "") {
      case "true", "false" -> DType.BOOL;
      case "inf", "nan" -> DType.FLOAT32;
      case "infd", "nand" -> DType.FLOAT64;
      default -> throw tokens.error(start, "expected an operand but found " + start);
    };
  }

  private <T> T checked(Token at, Supplier<T> step) {
    return tokens.checked(at, step);
  }
}
