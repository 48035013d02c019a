package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Nest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of one method that is being written, and what it takes as arguments. */
final class Frame {
  final Unit unit;
  final Map<Node, String> names = new HashMap<>(); // of ranges, accumulators and values
  final List<Argument> arguments = new ArrayList<>();
  private final List<Nest.Scalar> scalars;
  private final Map<Node, String> argumentNames = new HashMap<>();
  private final Map<String, String> scratchNames = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, TypeName> types = new HashMap<>(); // of what was declared
  private final Map<String, String> constants = new HashMap<>(); // of the open block, by text
  private Code code = new Code();
  private Code preheader = new Code();

  Frame(Unit unit, List<Nest.Scalar> scalars) {
    this.unit = unit;
    this.scalars = scalars;
    unit.releaseLocals();
  }

  Code code() {
    return code;
  }

  /** What {@code writing} writes, apart from the method's code. */
  Code apart(Runnable writing) {
    Code outer = code;
    Code inner = new Code();
    code = inner;
    writing.run();
    code = outer;
    return inner;
  }

  /** Writes a block of vectors, with the constants that it asks for in front of it. */
  void inBlock(Runnable writing) {
    preheader = new Code();
    constants.clear();
    Code inner = apart(writing);
    code.add(preheader);
    code.add(inner);
  }

  /** The name of a vector or mask that is made before the loops of the open block. */
  String constant(DType dtype, String text) {
    return constants.computeIfAbsent(
        text,
        key -> {
          String name = fresh("z");
          declare(preheader, Types.vector(dtype), name, key);
          return name;
        });
  }

  void declare(TypeName type, String name, Object value) {
    declare(code, type, name, value);
  }

  void declare(Code place, TypeName type, String name, Object value) {
    types.put(name, type);
    place.declare(type, name, value);
  }

  /** The range's variable, which a loop's header declares. */
  void open(Node range, String name) {
    types.put(name, TypeName.INT);
    names.put(range, name);
  }

  /** Everything that has been declared so far, with its type. */
  Map<String, TypeName> declared() {
    Map<String, TypeName> all = new HashMap<>(types);
    arguments.forEach(argument -> all.put(argument.name(), argument.type()));
    return all;
  }

  /** The letter with the next number. */
  String fresh(String letter) {
    return letter + (counts.merge(letter, 1, Integer::sum) - 1);
  }

  /** The name of a value that has been evaluated, of a loop variable, of an argument. */
  String name(Node node) {
    return switch (node.op()) {
      case BUFFER, LOCAL, VAR -> argument(node);
      default -> names.get(node);
    };
  }

  private String argument(Node node) {
    String known = argumentNames.get(node);
    if (known != null) {
      return known;
    }
    Argument argument =
        switch (node.op()) {
          case BUFFER -> Argument.buffer(node.dtype(), fresh("b"), ((Arg.Slot) node.arg()).index());
          case LOCAL -> local(node.dtype(), node.shape().elements());
          default -> Argument.scalar(node.dtype(), fresh("s"), scalar(node));
        };
    arguments.add(argument);
    argumentNames.put(node, argument.name());
    return argument.name();
  }

  private Argument local(DType dtype, long elements) {
    return Argument.local(dtype, fresh("t"), unit.takeLocal(dtype, elements));
  }

  private int scalar(Node node) {
    for (int i = 0; i < scalars.size(); i++) {
      if (node.arg() instanceof Arg.Symbol symbol
          && scalars.get(i).variable().equals(symbol.variable())) {
        return i;
      }
    }
    throw new AssertionError("render: " + node + " is not an argument of the nest");
  }

  /** A small array of the thread; {@code use} tells those apart that are needed together. */
  String scratch(DType dtype, int elements, String use) {
    return scratchNames.computeIfAbsent(
        use + " " + dtype + " " + elements, // loops of one segment may differ in their lanes
        key -> {
          Argument argument = local(dtype, elements);
          arguments.add(argument);
          return argument.name();
        });
  }
}
