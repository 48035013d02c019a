package dev.quern.compiler.ir;

import dev.quern.compiler.ir.Tokens.Kind;
import dev.quern.compiler.ir.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Turns types, shapes and what stands between braces back into values. */
final class ArgParser {
  private final Map<String, Variable> sizes;
  private final Tokens tokens;

  /** {@code sizes} are the declared variables that shapes may name. */
  ArgParser(Map<String, Variable> sizes, Tokens tokens) {
    this.sizes = sizes;
    this.tokens = tokens;
  }

  /** The argument of an op, with its braces; {@link Arg#NONE} if there are none. */
  Arg parse(Op op, DType dtype) {
    if (!tokens.accept("{")) {
      return Arg.NONE;
    }
    Arg arg = inner(op, dtype);
    tokens.expect("}");
    return arg;
  }

  private Arg inner(Op op, DType dtype) {
    return switch (op.argument()) {
      case STORAGE -> new Arg.Slot(slot());
      case LITERAL -> literal(dtype);
      case SCALAR -> scalar(dtype);
      case AXIS -> new Arg.Axis(labelled("axis"));
      case AXES -> new Arg.Axes(list(tokens::int32));
      case SHRINK -> new Arg.Shrink(sizes("from"), label("step", () -> list(tokens::int32)));
      case PAD -> new Arg.Pad(sizes("before"), sizes("after"), label("fill", () -> literal(dtype)));
      case WINDOW ->
          new Arg.Window(
              labelled("axis"), labelled("size"), labelled("stride"), labelled("dilation"));
      case REDUCE -> reduce();
      case ACCUMULATOR -> new Arg.Accumulator(op(), tokens.int32());
      case RAMP -> new Arg.Ramp(tokens.int32(), label("by", tokens::integer));
      case LANES -> new Arg.Lanes(tokens.int32());
      case FOLD -> new Arg.Fold(op());
      case OPTIONAL_STEP -> new Arg.Step(tokens.integer());
      case CONTRACTION -> contraction();
      case TITLE -> title();
      case ID, OPTIONAL_ID -> new Arg.Id(tokens.integer());
      case NONE -> throw tokens.error(tokens.peek(), op.text() + " takes nothing between braces");
    };
  }

  private Arg reduce() {
    Op kind = op();
    List<Integer> axes = tokens.peek().is("[") ? list(tokens::int32) : List.of();
    return new Arg.Reduce(kind, axes, dtype());
  }

  private Arg contraction() {
    int batch = labelled("batch");
    int m = labelled("m");
    int n = labelled("n");
    int k = labelled("k");
    DType dtype = dtype();
    int mr = labelled("tile");
    int nr = tokens.int32();
    int mc = labelled("block");
    int nc = tokens.int32();
    int kc = tokens.int32();
    int panel = tokens.accept("panel") ? tokens.int32() : mr;
    boolean together = tokens.accept("together");
    int sharing = tokens.accept("shared") ? tokens.int32() : 1;
    boolean inPlace = tokens.accept("in");
    if (inPlace) {
      tokens.expect("place");
    }
    return new Arg.Contraction(
        new ContractionShape(
            batch, m, n, k, dtype, mr, nr, mc, nc, kc, panel, together, sharing, inPlace));
  }

  /** A name between quotes. */
  Arg.Name title() {
    return new Arg.Name(tokens.expect(Kind.TITLE, "a name between quotes").text());
  }

  /** {@code t 1..64 = 5}: bounds and value may be missing. */
  Arg scalar(DType dtype) {
    Variable variable = variable();
    return tokens.accept("=") ? new Arg.Bound(variable, literal(dtype)) : new Arg.Symbol(variable);
  }

  Variable variable() {
    Token name = tokens.expect(Kind.WORD, "a variable's name");
    if (tokens.peek().kind() != Kind.NUMBER && !tokens.peek().is("-")) {
      return Variable.scalar(name.text());
    }
    long min = tokens.integer();
    tokens.expect("..");
    return new Variable(name.text(), min, tokens.integer());
  }

  /** A value of a type that is known. */
  Arg.Literal literal(DType dtype) {
    boolean negative = tokens.accept("-");
    return literal(dtype, negative, tokens.take());
  }

  Arg.Literal literal(DType dtype, boolean negative, Token token) {
    String sign = negative ? "-" : "";
    String text = token.text();
    try {
      return switch (dtype) {
        case BOOL -> Arg.Literal.of(dtype, truth(token) ? 1L : 0L);
        case INT32 -> Arg.Literal.of(dtype, (long) Integer.parseInt(sign + text));
        case INT64 -> Arg.Literal.of(dtype, Long.parseLong(sign + text));
        case FLOAT32, FLOAT64 -> real(dtype, negative, token);
      };
    } catch (NumberFormatException e) {
      throw tokens.error(token, "'" + sign + text + "' is no value of type " + dtype);
    }
  }

  private boolean truth(Token token) {
    if (!token.is("true") && !token.is("false")) {
      throw tokens.error(token, "expected 'true' or 'false' but found " + token);
    }
    return token.is("true");
  }

  private static Arg.Literal real(DType dtype, boolean negative, Token token) {
    String text = token.text();
    if (text.startsWith("nan0x")) {
      return new Arg.Literal(dtype, Long.parseUnsignedLong(text.substring("nan0x".length()), 16));
    }
    double sign = negative ? -1 : 1;
    return switch (text) {
      case "inf" -> Arg.Literal.of(dtype, sign * Double.POSITIVE_INFINITY);
      case "nan" -> Arg.Literal.of(dtype, Double.NaN);
      default -> {
        if (token.kind() != Kind.NUMBER) {
          throw new NumberFormatException(text);
        }
        // By way of double a decimal would be rounded twice.
        yield Arg.Literal.of(
            dtype,
            sign * (dtype == DType.FLOAT32 ? Float.parseFloat(text) : Double.parseDouble(text)));
      }
    };
  }

  // ---- parts

  Op op() {
    Token token = tokens.expect(Kind.WORD, "an op");
    try {
      return Op.parse(token.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(token, e.getMessage());
    }
  }

  DType dtype() {
    Token token = tokens.expect(Kind.WORD, "a dtype");
    try {
      return DType.parse(token.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(token, e.getMessage());
    }
  }

  Shape shape() {
    return Shape.of(list(this::size));
  }

  private int slot() {
    Token token = tokens.expect(Kind.NAME, "a slot");
    try {
      return Integer.parseInt(token.text().substring(1));
    } catch (NumberFormatException e) {
      throw tokens.error(token, token + " is no slot");
    }
  }

  private List<Size> sizes(String label) {
    return label(label, () -> list(this::size));
  }

  private int labelled(String label) {
    return label(label, tokens::int32);
  }

  private <T> T label(String label, Supplier<T> value) {
    tokens.expect(label);
    return value.get();
  }

  private <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    tokens.expect("[");
    if (!tokens.accept("]")) {
      do {
        list.add(element.get());
      } while (tokens.accept(","));
      tokens.expect("]");
    }
    return list;
  }

  /** {@code 64}, {@code t}, {@code 2*t-u+1}. */
  private Size size() {
    Size sum = Size.ZERO;
    boolean first = true;
    while (first || tokens.peek().is("+") || tokens.peek().is("-")) {
      boolean negative = tokens.accept("-");
      if (!negative && !first) {
        tokens.expect("+");
      }
      sum = sum.plus(term(negative ? -1 : 1));
      first = false;
    }
    return sum;
  }

  private Size term(int sign) {
    if (tokens.peek().kind() != Kind.NUMBER) {
      return declared().times(sign);
    }
    long number = tokens.integer();
    return tokens.accept("*") ? declared().times(sign * number) : Size.of(sign * number);
  }

  private Size declared() {
    Token name = tokens.expect(Kind.WORD, "a size");
    Variable variable = sizes.get(name.text());
    if (variable == null) {
      throw tokens.error(name, "no 'size " + name.text() + "' is declared");
    }
    return Size.of(variable);
  }
}
