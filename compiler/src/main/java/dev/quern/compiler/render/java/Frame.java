package dev.quern.compiler.render.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterSpec;
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
  /**
   * The simple name of a type that kernels mention and that must not be there when they run:
   * HotSpot compiles the methods that take it alone.
   */
  static final String ABSENT = "Absent";

  /** The last parameter of a method that HotSpot is to compile alone: see the package. */
  static final ParameterSpec ALONE =
      ParameterSpec.builder(ClassName.get("", ABSENT), "alone").build();

  final Unit unit;
  final Map<Node, JavaExpression> names = new HashMap<>(); // of ranges, accumulators and values
  final List<Argument> arguments = new ArrayList<>();
  private final List<Nest.Scalar> scalars;
  private final Map<Object, Argument> known = new HashMap<>(); // arguments, by node or use
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, TypeName> types = new HashMap<>(); // of what was declared
  private final Map<JavaExpression, JavaExpression> constants =
      new HashMap<>(); // of the open block
  private Code code = new Code();
  private Code preheader = new Code();

  Frame(Unit unit, List<Nest.Scalar> scalars) {
    this.unit = unit;
    this.scalars = scalars;
    List.of("first", "last").forEach(rows -> types.put(rows, TypeName.INT));
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
  JavaExpression constant(DType dtype, JavaExpression value) {
    return constants.computeIfAbsent(
        value, key -> declare(preheader, JavaTypes.vector(dtype), fresh("z"), key));
  }

  JavaExpression declare(TypeName type, String name, Object value) {
    return declare(code, type, name, value);
  }

  private JavaExpression declare(Code place, TypeName type, String name, Object value) {
    types.put(name, type);
    return place.declare(type, name, value);
  }

  /** The range's variable, which a loop's header declares. */
  void open(Node range, String name) {
    types.put(name, TypeName.INT);
    names.put(range, JavaExpression.name(name));
  }

  /** Everything that has been declared so far, with its type. */
  Map<String, TypeName> declared() {
    Map<String, TypeName> all = new HashMap<>(types);
    arguments.forEach(argument -> all.put(argument.name(), argument.type()));
    return all;
  }

  /** The parameters of a method with this body: what it uses of what was known before it. */
  List<ParameterSpec> parameters(Code body, Map<String, TypeName> before) {
    Map<String, TypeName> all = new HashMap<>();
    arguments.forEach(argument -> all.put(argument.name(), argument.type()));
    all.putAll(before);
    List<ParameterSpec> parameters = new ArrayList<>();
    for (String name : body.free()) {
      if (all.containsKey(name)) {
        parameters.add(ParameterSpec.builder(all.get(name), name).build());
      }
    }
    return parameters;
  }

  /** The call of a method with its parameters' own names. */
  static JavaExpression call(String method, List<ParameterSpec> parameters) {
    return JavaExpression.call(
        method, parameters.stream().map(p -> JavaExpression.name(p.name())).toList());
  }

  /** Calls what {@code writing} writes, which gives no result, as a method compiled alone. */
  void alone(Runnable writing) {
    Map<String, TypeName> before = declared();
    Code body = apart(writing);
    List<ParameterSpec> parameters = parameters(body, before);
    List<ParameterSpec> all = new ArrayList<>(parameters);
    all.add(ALONE);
    if (!Method.canTake(all)) {
      code.add(body);
      return;
    }
    String name = unit.method(new Method(TypeName.VOID, all, body.build()), "strip");
    List<Object> passed = new ArrayList<>();
    parameters.forEach(parameter -> passed.add(JavaExpression.name(parameter.name())));
    passed.add("null");
    code.line("$L($L)", name, JavaExpression.list(passed.toArray()));
    unit.hasLoners = true;
  }

  /** The letter with the next number. */
  String fresh(String letter) {
    return letter + (counts.merge(letter, 1, Integer::sum) - 1);
  }

  /** The name of a value that has been evaluated, of a loop variable, of an argument. */
  JavaExpression name(Node node) {
    return switch (node.op()) {
      case BUFFER, LOCAL, VAR -> argument(node);
      default -> names.get(node);
    };
  }

  private JavaExpression argument(Node node) {
    if (!known.containsKey(node)) {
      add(
          node,
          switch (node.op()) {
            case BUFFER -> buffer(node.dtype(), ((Arg.Slot) node.arg()).index());
            case LOCAL -> local(node.dtype(), node.shape().elements());
            default -> Argument.scalar(node.dtype(), fresh("s"), scalar(node));
          });
    }
    return JavaExpression.name(known.get(node).name());
  }

  private void add(Object key, Argument argument) {
    known.put(key, argument);
    arguments.add(argument);
  }

  private Argument buffer(DType dtype, int slot) {
    return Argument.array(dtype, fresh("b"), "buffers", slot);
  }

  private Argument local(DType dtype, long elements) {
    return Argument.array(dtype, fresh("t"), "locals", unit.takeLocal(dtype, elements));
  }

  private int scalar(Node node) {
    Nest.Scalar wanted = new Nest.Scalar(((Arg.Symbol) node.arg()).variable(), node.dtype());
    int position = scalars.indexOf(wanted);
    if (position < 0) {
      throw new AssertionError("render: " + node + " is not an argument of the nest");
    }
    return position;
  }

  /** A small array of the thread; {@code use} tells those apart that are needed together. */
  JavaExpression scratch(DType dtype, int elements, String use) {
    String key = use + " " + dtype + " " + elements; // loops of a segment may differ in their lanes
    if (!known.containsKey(key)) {
      add(key, local(dtype, elements));
    }
    return JavaExpression.name(known.get(key).name());
  }

  /**
   * What was written: rows {@code first} to {@code last} of a segment. Where it uses more than a
   * method can take it finds that itself.
   */
  Method method() {
    List<ParameterSpec> parameters = withRows();
    Code body = code;
    if (!Method.canTake(parameters)) {
      body = new Code();
      for (Argument argument : arguments) {
        body.declare(argument.type(), argument.name(), argument.fetch());
      }
      body.add(code);
      arguments.clear();
      arguments.addAll(Argument.ARRAYS);
      parameters = withRows();
    }
    return new Method(TypeName.VOID, parameters, body.build());
  }

  private List<ParameterSpec> withRows() {
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.builder(TypeName.INT, "first").build());
    parameters.add(ParameterSpec.builder(TypeName.INT, "last").build());
    arguments.forEach(argument -> parameters.add(argument.parameter()));
    return parameters;
  }
}
