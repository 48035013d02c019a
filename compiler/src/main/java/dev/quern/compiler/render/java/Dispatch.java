package dev.quern.compiler.render.java;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;

/** Writes what finds the rows of a chunk: from chunk numbers to calls of the segments' methods. */
final class Dispatch {
  private static final int WORTH_A_TABLE = 4;

  /** Calls in one method: each takes up to 100 bytes of code, of which HotSpot takes 8,000. */
  private static final int MOST_CALLS = 48;

  private static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.builder(TypeName.INT, "first").build(),
          ParameterSpec.builder(TypeName.INT, "last").build(),
          ParameterSpec.builder(Object[].class, "buffers").build(),
          ParameterSpec.builder(long[].class, "scalars").build(),
          ParameterSpec.builder(Object[].class, "locals").build());

  /**
   * A segment with the method for its rows. Its first chunk comes after those of earlier segments.
   */
  record Entry(String method, List<Argument> arguments, int start, int chunks, int rows, int all) {
    int end() {
      return start + chunks;
    }
  }

  private final Unit unit;
  private final int phase;
  private final List<Entry> entries;
  private final List<String> parts = new ArrayList<>();
  private Code code = new Code();
  private int calls; // in the code

  private Dispatch(Unit unit, int phase, List<Entry> entries) {
    this.unit = unit;
    this.phase = phase;
    this.entries = entries;
  }

  /** The body of the method that does chunks {@code first} to {@code last} of a phase. */
  static Code of(Unit unit, int phase, List<Entry> entries) {
    Dispatch dispatch = new Dispatch(unit, phase, entries);
    dispatch.write();
    return dispatch.code;
  }

  private void write() {
    List<Entry> alike = new ArrayList<>();
    for (Entry entry : entries) {
      if (!alike.isEmpty() && !alike.get(0).method().equals(entry.method())) {
        group(alike);
        alike.clear();
      }
      alike.add(entry);
    }
    group(alike);
    if (!parts.isEmpty()) {
      closePart();
      parts.forEach(part -> code.line("$L(first, last, buffers, scalars, locals)", part));
    }
  }

  private void group(List<Entry> alike) {
    if (calls >= MOST_CALLS) {
      closePart();
    }
    if (alike.size() >= WORTH_A_TABLE) {
      table(alike);
    } else {
      alike.forEach(this::single);
    }
    calls += Math.min(alike.size(), WORTH_A_TABLE);
  }

  /** What has been written becomes a method of its own. */
  private void closePart() {
    parts.add(unit.method(new Method(TypeName.VOID, PARAMETERS, code.build()), "part"));
    code = new Code();
    calls = 0;
  }

  private void single(Entry entry) {
    boolean only = entries.size() == 1;
    if (!only) {
      code.open("if (first < $L && last > $L)", entry.end(), entry.start());
    }
    JavaExpression first = JavaExpression.name("first");
    JavaExpression last = JavaExpression.name("last");
    JavaExpression from =
        entry.start() == 0
            ? first
            : JavaExpression.call("Math.max", first.plus(-entry.start()), JavaExpression.ZERO);
    JavaExpression to =
        only ? last : JavaExpression.call("Math.min", last, JavaExpression.number(entry.end()));
    List<JavaExpression> passed = new ArrayList<>();
    passed.add(from.times(entry.rows()));
    passed.add(limited(to.plus(-entry.start()), entry));
    entry.arguments().forEach(argument -> passed.add(argument.fetch()));
    code.line("$L", JavaExpression.call(entry.method(), passed));
    if (!only) {
      code.close();
    }
  }

  private static JavaExpression limited(JavaExpression chunks, Entry entry) {
    boolean exact = (long) entry.chunks() * entry.rows() == entry.all();
    JavaExpression rows = chunks.times(entry.rows());
    return exact ? rows : JavaExpression.atom("(int) Math.min($LL, $L)", rows, entry.all());
  }

  /** Many segments with one method: their numbers stand in a table. */
  private void table(List<Entry> alike) {
    List<Integer> numbers = new ArrayList<>();
    int width = 4 + alike.get(0).arguments().size();
    for (Entry entry : alike) {
      numbers.addAll(List.of(entry.start(), entry.end(), entry.rows(), entry.all()));
      entry.arguments().forEach(argument -> numbers.add(argument.entry()));
    }
    String name = unit.table("SEGMENTS_" + phase + "_" + alike.get(0).start(), numbers, width);
    List<Argument> arguments = alike.get(0).arguments();
    code.count("at", 0, numbers.size(), width);
    code.line("int start = $L[at]", name);
    code.line("int rows = $L[at + 2]", name);
    code.line("int from = Math.max(first, start) - start");
    code.line("int to = Math.min(last, $L[at + 1]) - start", name);
    code.open("if (from < to)");
    List<JavaExpression> passed = new ArrayList<>();
    passed.add(JavaExpression.atom("from * rows"));
    passed.add(JavaExpression.atom("(int) Math.min((long) to * rows, $L[at + 3])", name));
    for (int i = 0; i < arguments.size(); i++) {
      passed.add(arguments.get(i).fetch(JavaExpression.atom("$L[at + $L]", name, 4 + i)));
    }
    code.line("$L", JavaExpression.call(alike.get(0).method(), passed));
    code.close();
    code.close();
  }

  /** Parameters that every method of chunks has. */
  static MethodSpec.Builder parameters(MethodSpec.Builder method) {
    return method.addParameters(PARAMETERS);
  }
}
