package dev.quern.compiler.render.java;

import com.palantir.javapoet.ArrayTypeName;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.lang.model.element.Modifier;

/** What the segments of one class share: constants, small functions, arrays of the thread. */
final class Unit {
  static final Modifier[] FUNCTION = {Modifier.PRIVATE, Modifier.STATIC};
  static final Modifier[] SHARED = {Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL};

  final Map<String, FieldSpec> fields = new LinkedHashMap<>();
  final Map<String, MethodSpec> functions = new LinkedHashMap<>();
  final List<Rendered.Local> locals = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final List<MethodSpec> methods = new ArrayList<>();
  final Registers registers;
  boolean hasLoners; // methods that HotSpot is to compile alone
  private final Map<String, String> methodNames = new LinkedHashMap<>(); // by key
  private final List<Integer> lent = new ArrayList<>();

  Unit(Registers registers) {
    this.registers = registers;
  }

  /** The constant that holds the species, such as {@code F16} for sixteen floats. */
  String species(DType dtype) {
    String name = letter(dtype) + registers.lanes(dtype);
    fields.computeIfAbsent(
        name,
        key ->
            FieldSpec.builder(Types.SPECIES, key, SHARED)
                .initializer("$T.SPECIES_$L", Types.vector(dtype), registers.bytes() * Byte.SIZE)
                .build());
    return name;
  }

  /** A vector as one whose class HotSpot knows without a profile: see the package. */
  String exact(Object vector, DType dtype) {
    String species = species(dtype);
    String name = species + "_TYPE";
    fields.computeIfAbsent(
        name,
        key ->
            FieldSpec.builder(Types.CLASS, key, SHARED)
                .initializer("$L.vectorType()", species)
                .build());
    return "((" + Types.vector(dtype).simpleName() + ") " + name + ".cast(" + vector + "))";
  }

  private static String letter(DType dtype) {
    return switch (dtype) {
      case INT32 -> "I";
      case INT64 -> "L";
      case FLOAT32 -> "F";
      case FLOAT64 -> "D";
      case BOOL -> throw new AssertionError("render: masks take the species of what they mask");
    };
  }

  /** The constant array {@code 0, step, 2 * step, ...} with one element a lane. */
  String steps(DType dtype, int lanes, long step) {
    String name = letter(dtype) + lanes + "_BY_" + (step < 0 ? "MINUS_" : "") + Math.abs(step);
    fields.computeIfAbsent(
        name,
        key ->
            FieldSpec.builder(Types.array(dtype), key, SHARED)
                .initializer("{$L}", multiples(dtype, lanes, step))
                .build());
    return name;
  }

  private static String multiples(DType dtype, int lanes, long step) {
    return LongStream.range(0, lanes)
        .mapToObj(i -> Literals.of(Literal.of(dtype, i * step)).text())
        .collect(Collectors.joining(", "));
  }

  /** A constant table of ints. */
  String table(String name, List<Integer> entries, int perLine) {
    CodeBlock.Builder rows = CodeBlock.builder().add("{$>");
    for (int i = 0; i < entries.size(); i++) {
      rows.add(i % perLine == 0 ? "\n" : " ").add("$L,", entries.get(i));
    }
    fields.put(
        name,
        FieldSpec.builder(ArrayTypeName.of(TypeName.INT), name, SHARED)
            .initializer(rows.add("$<\n}").build())
            .build());
    return name;
  }

  /** A function of the class, written when it is first asked for. */
  String function(String name, Supplier<MethodSpec> text) {
    if (!functions.containsKey(name)) {
      functions.put(name, text.get());
    }
    return name;
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
    for (int i = 0; i < locals.size(); i++) {
      if (locals.get(i).dtype() == dtype && !lent.contains(i)) {
        long larger = Math.max(elements, locals.get(i).elements());
        locals.set(i, new Rendered.Local(dtype, larger));
        lent.add(i);
        return i;
      }
    }
    locals.add(new Rendered.Local(dtype, elements));
    lent.add(locals.size() - 1);
    return locals.size() - 1;
  }

  /** The function that joins {@code lanes} elements of an array pairwise, halves first. */
  String fold(Op kind, DType dtype, int lanes) {
    String name = kind.name().toLowerCase(Locale.ROOT) + lanes + Types.scalar(dtype);
    return function(name, () -> folding(name, kind, dtype, lanes));
  }

  private static MethodSpec folding(String name, Op kind, DType dtype, int lanes) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Text> row = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      row.add(Text.atom("t[" + i + "]"));
    }
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        Text joined = ScalarOps.binary(kind, dtype, row.get(i), row.get(i + half));
        String part = "x" + half + "_" + i;
        code.addStatement("$T $L = $L", Types.scalar(dtype), part, joined.text());
        row.set(i, Text.atom(part));
      }
    }
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(Types.scalar(dtype))
        .addParameter(Types.array(dtype), "t")
        .addCode(code.addStatement("return $L", row.get(0).text()).build())
        .build();
  }
}
