package dev.quern.compiler.render.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Registers;
import dev.quern.compiler.render.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.lang.model.element.Modifier;

/** What the segments of one class share: constants, small functions, arrays of the thread. */
final class Unit {
  private static final Modifier[] CONSTANT = {Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL};

  final Map<String, FieldSpec> fields = new LinkedHashMap<>();
  final Map<String, MethodSpec> functions = new LinkedHashMap<>();
  final List<Rendered.Local> locals = new ArrayList<>();
  final List<MethodSpec> methods = new ArrayList<>();
  final Registers registers;
  boolean hasLoners; // methods that HotSpot is to compile alone
  private final Map<String, String> methodNames = new LinkedHashMap<>(); // by key
  private final List<Integer> lent = new ArrayList<>();

  Unit(Registers registers) {
    this.registers = registers;
  }

  private String constant(TypeName type, String name, String format, Object... in) {
    fields.computeIfAbsent(
        name, key -> FieldSpec.builder(type, key, CONSTANT).initializer(format, in).build());
    return name;
  }

  /** The constant that holds the species, such as {@code F16} for sixteen floats. */
  String species(DType dtype) {
    String name = JavaTypes.letter(dtype) + registers.lanes(dtype);
    int bits = registers.bytes() * Byte.SIZE;
    return constant(JavaTypes.SPECIES, name, "$T.SPECIES_$L", JavaTypes.vector(dtype), bits);
  }

  /** A vector as one whose class HotSpot knows without a profile: see the package. */
  JavaExpression exact(JavaExpression vector, DType dtype) {
    String species = species(dtype);
    String type = constant(JavaTypes.CLASS, species + "_TYPE", "$L.vectorType()", species);
    return JavaExpression.atom("(($T) $L.cast($L))", JavaTypes.vector(dtype), type, vector);
  }

  /** A vector's bits as another type. */
  JavaExpression bits(DType from, DType to, JavaExpression vector) {
    String name = JavaTypes.vector(to).simpleName();
    String kind = name.substring(0, name.length() - "Vector".length());
    return JavaExpression.atom("$L.reinterpretAs$Ls()", exact(vector, from), kind);
  }

  /** The constant array {@code 0, step, 2 * step, ...} with one element a lane. */
  String steps(DType dtype, int lanes, long step) {
    String by = "_BY_" + (step < 0 ? "MINUS_" : "") + Math.abs(step);
    String multiples =
        LongStream.range(0, lanes)
            .mapToObj(i -> Literals.of(Literal.of(dtype, i * step)).toString())
            .collect(Collectors.joining(", "));
    String name = JavaTypes.letter(dtype) + lanes + by;
    return constant(JavaTypes.array(dtype), name, "{$L}", multiples);
  }

  /** A constant table of ints. */
  String table(String name, List<Integer> entries, int perLine) {
    CodeBlock.Builder rows = CodeBlock.builder().add("{$>");
    for (int i = 0; i < entries.size(); i++) {
      rows.add(i % perLine == 0 ? "\n" : " ").add("$L,", entries.get(i));
    }
    return constant(JavaTypes.array(DType.INT32), name, "$L", rows.add("$<\n}").build());
  }

  /** A function of the class, written when it is first asked for. */
  String function(String name, Consumer<MethodSpec.Builder> writing) {
    if (!functions.containsKey(name)) {
      MethodSpec.Builder function = Method.builder(name);
      writing.accept(function);
      functions.put(name, function.build());
    }
    return name;
  }

  /** A function's name: what it does to so many elements of a type. */
  static String functionName(String does, int elements, DType dtype) {
    return does + elements + JavaTypes.scalar(dtype);
  }

  /** The same where it joins them. */
  static String functionName(Op kind, String how, int elements, DType dtype) {
    return functionName(kind.name().toLowerCase(Locale.ROOT) + how, elements, dtype);
  }

  /** The name of the method with this text, which the class has from now on. */
  String method(Method method, String kind) {
    String key = kind + method.key();
    String known = methodNames.get(key);
    if (known == null) {
      known = kind + methodNames.keySet().stream().filter(k -> k.startsWith(kind)).count();
      methodNames.put(key, known);
      methods.add(method.named(known));
    }
    return known;
  }

  /** Starts a segment: the arrays of other segments may be taken again. */
  void releaseLocals() {
    lent.clear();
  }

  /** An array of the thread with at least this many elements that the segment has not taken yet. */
  int takeLocal(DType dtype, long elements) {
    int i = 0;
    while (i < locals.size() && (locals.get(i).dtype() != dtype || lent.contains(i))) {
      i++;
    }
    if (i == locals.size()) {
      locals.add(new Rendered.Local(dtype, elements));
    }
    locals.set(i, new Rendered.Local(dtype, Math.max(elements, locals.get(i).elements())));
    lent.add(i);
    return i;
  }
}
