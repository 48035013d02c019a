package dev.quern.tests.fuzz.programs;

import dev.quern.tests.fuzz.programs.Statement.Nothing;
import java.util.ArrayList;
import java.util.List;

/** Statements of the tensor API, whose text is a Java program that prints what was asked for. */
record Program(long seed, List<Statement> statements) {
  private static final String BEFORE =
      """
      import dev.quern.*;
      import dev.quern.compiler.ir.DType;
      import dev.quern.optim.*;
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;

      class Fuzz%s {
        static Tensor input(
            long seed, ToDoubleFunction<SplittableRandom> draw, DType dtype, int... shape) {
          SplittableRandom random = new SplittableRandom(seed);
          double[] numbers = new double[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
          Arrays.setAll(numbers, i -> draw.applyAsDouble(random));
          Tensor tensor = Tensor.of(numbers);
          return (dtype == DType.BOOL ? tensor.gt(0) : tensor.to(dtype)).reshape(shape).realize();
        }

        static void ask(Tensor... tensors) {
          Tensor.realize(List.of(tensors));
          for (Tensor t : tensors) {
            double[] values = t.to(DType.FLOAT64).toDoubleArray();
            System.out.println(t.shape() + " " + Arrays.toString(Arrays.copyOf(values, Math.min(64, values.length))));
          }
        }

        public static void main(String[] arguments) {
          if (arguments.length > 0) Quern.use(arguments[0]);
          Quern.manualSeed(%sL);
      """;

  Program {
    statements = List.copyOf(statements);
  }

  Program with(int position, Statement statement) {
    List<Statement> changed = new ArrayList<>(statements);
    changed.set(position, statement);
    return new Program(seed, changed);
  }

  /** Without lines whose values nobody uses. */
  Program trimmed() {
    List<Statement> kept = new ArrayList<>(statements);
    boolean[] used = new boolean[kept.size()];
    for (int position = kept.size() - 1; position >= 0; position--) {
      if (kept.get(position).isPure() && !used[position]) {
        kept.set(position, new Nothing());
      }
      kept.get(position).uses().forEach(ref -> used[ref.position()] = true);
    }
    return new Program(seed, kept);
  }

  /** How many lines there are. */
  long size() {
    return statements.stream().filter(statement -> !(statement instanceof Nothing)).count();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(BEFORE.formatted(seed, seed));
    for (int position = 0; position < statements.size(); position++) {
      String line = statements.get(position).text(position);
      if (!line.isEmpty()) {
        text.append("    ").append(line).append('\n');
      }
    }
    return text.append(
            "    Quern.evaluate(); // gradients and writes that nobody asked for\n  }\n}\n")
        .toString();
  }
}
