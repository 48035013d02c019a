package dev.quern.tests.fuzz;

import dev.quern.Autograd;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.Node;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.reference.ReferenceInterpreter;
import dev.quern.runtime.reference.Result;
import dev.quern.tests.Machines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Runs convolutions and pools of many seeds on a device, values and gradients, against the meaning
 * of their graphs. As a program: {@code WindowGrid java:256 0 500} for the device, the first seed
 * and how many.
 */
final class WindowGrid {
  private static final int AT_ONCE = 50; // seeds between prints

  private final String device;

  WindowGrid(String device) {
    this.device = device;
  }

  public static void main(String[] arguments) {
    WindowGrid grid = new WindowGrid(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    long end = first + Long.parseLong(arguments[2]);
    int failed = 0;
    for (long from = first; from < end; from += AT_ONCE) {
      List<String> failures = grid.failures(from, Math.min(end, from + AT_ONCE));
      failures.forEach(System.out::println);
      failed += failures.size();
    }
    System.out.println(failed + " of " + (end - first) + " failed on " + arguments[0]);
    System.exit(failed == 0 ? 0 : 1);
  }

  /** What went wrong for which seeds; two threads work on them. */
  List<String> failures(long first, long end) {
    return LongStream.range(first, end)
        .parallel()
        .mapToObj(this::failure)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> failure(long seed) {
    Quern.use(Machines.of(device));
    WindowCase drawn = WindowCase.of(seed);
    String title = "seed " + seed + " on " + device + ", " + drawn + ": ";
    try {
      return problem(drawn).map(title::concat);
    } catch (RuntimeException | AssertionError thrown) {
      return Optional.of(title + thrown + " at " + thrown.getStackTrace()[0]);
    }
  }

  private static Optional<String> problem(WindowCase drawn) {
    List<Tensor> operands = drawn.operands();
    Tensor value = drawn.value(operands);
    Tensor seeds = drawn.numbers(new Random(2), value.shape().toArray());
    return switch (drawn.order()) {
      case TOGETHER -> problem(List.of(backward(value, seeds, operands)));
      case VALUE_FIRST ->
          problem(List.of(List.of(value)))
              .or(() -> problem(List.of(backward(value, seeds, operands))));
      case GRADIENT_FIRST -> {
        List<List<Tensor>> asked = new ArrayList<>();
        Autograd.grad(Map.of(value, seeds), operands, false).stream()
            .flatMap(Optional::stream)
            .forEach(gradient -> asked.add(0, List.of(gradient)));
        asked.add(1, List.of(value));
        yield problem(asked);
      }
    };
  }

  /** The value and the gradients that a step leaves pending. */
  private static List<Tensor> backward(Tensor value, Tensor seeds, List<Tensor> operands) {
    value.mul(seeds).sum().backward();
    List<Tensor> wanted = new ArrayList<>(operands.stream().map(Tensor::grad).toList());
    wanted.add(value);
    return wanted;
  }

  /** The first difference, where these are evaluated one after the other. */
  private static Optional<String> problem(List<List<Tensor>> asked) {
    List<Tensor> wanted = asked.stream().flatMap(List::stream).toList();
    List<Result> expected = reference(wanted);
    asked.forEach(Tensor::realize);
    for (int i = 0; i < wanted.size(); i++) {
      Object actual = Transfer.download(Evaluation.stored(wanted.get(i).value()).orElseThrow());
      String name = "result " + i + " of shape " + wanted.get(i).shape() + " ";
      Optional<String> difference = expected.get(i).difference(actual).map(name::concat);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static List<Result> reference(List<Tensor> wanted) {
    List<Node> roots = wanted.stream().map(Tensor::value).toList();
    Map<Node, Result> results =
        ReferenceInterpreter.run(
            roots,
            Transfer::download,
            variable -> {
              throw new AssertionError("no value for " + variable);
            });
    return roots.stream().map(results::get).toList();
  }
}
