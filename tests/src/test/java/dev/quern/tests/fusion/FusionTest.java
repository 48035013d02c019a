package dev.quern.tests.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.Approximation;
import dev.quern.Reduction;
import dev.quern.Tensor;
import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.Workers;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How many kernels programs become, and that nothing costly is computed more often than needed. */
final class FusionTest {
  private static final List<ContractionTemplate> TEMPLATES =
      ServiceLoader.load(ContractionTemplate.class).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private static final List<Target> TARGETS =
      List.of(
          Target.java(512, TEMPLATES),
          Target.java(128, TEMPLATES),
          Target.java(0, TEMPLATES),
          Target.openclCpu(true, TEMPLATES));

  /** A program over fresh inputs. */
  interface Written extends Function<Graphs, Tensor> {}

  private static Arguments row(String name, Written program) {
    return of(name, program);
  }

  /** Row kernels over few long rows, many short ones, and a batch of them. */
  static Stream<Arguments> rowKernels() {
    return Stream.of(
            new int[] {96, 64}, new int[] {768, 512}, new int[] {12, 64, 128}, new int[] {33, 1031})
        .flatMap(
            shape -> {
              int size = shape[shape.length - 1];
              int[] last = {size};
              String over = " over rows of " + size;
              return Stream.of(
                  row("softmax" + over, g -> g.learned(shape).softmax(-1)),
                  row("logSoftmax" + over, g -> g.learned(shape).logSoftmax(-1)),
                  row("layerNorm" + over, g -> g.learned(shape).layerNorm(last, 1e-5)),
                  row(
                      "layerNorm with weight and bias" + over,
                      g ->
                          g.learned(shape).layerNorm(last, g.learned(size), g.learned(size), 1e-5)),
                  row("rmsNorm" + over, g -> g.learned(shape).rmsNorm(last, 1e-5)),
                  row(
                      "rmsNorm with weight" + over,
                      g -> g.learned(shape).rmsNorm(last, g.learned(size), 1e-5)));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowKernels")
  void rowsAreOneKernelForwardAndOneBackward(String name, Written program) {
    for (Target target : TARGETS) {
      check(1, Graphs.forward(program), target);
      check(1, Graphs.backward(program), target);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowKernels")
  void whoCompilesAPieceFirstDoesNotMatter(String name, Written program) {
    Workers backwards =
        (pieces, work) -> {
          for (int piece = pieces - 1; piece >= 0; piece--) {
            work.accept(piece);
          }
        };
    List<Node> graph = Graphs.backward(program);
    for (Target target : TARGETS) {
      assertEquals(
          Compiler.compile(graph, target),
          Compiler.compile(graph, target, Compiler.Fusion.ON, CompilationListener.NONE, backwards));
    }
  }

  private static void check(int most, List<Node> graph, Target target) {
    Program program = Compiler.compile(graph, target);
    List<String> names = program.launches().stream().map(launch -> launch.nest().name()).toList();
    assertTrue(names.size() <= most, () -> target.kind() + ": " + names + reasons(program));
  }

  private static String reasons(Program program) {
    StringBuilder text = new StringBuilder();
    program.reasons().forEach(reason -> text.append('\n').append(reason));
    return text.toString();
  }

  static Stream<Arguments> losses() {
    return Stream.of(new int[] {96, 64}, new int[] {768, 65}, new int[] {40, 1031})
        .flatMap(
            shape ->
                Stream.of(Reduction.values())
                    .map(
                        reduction ->
                            row(
                                "crossEntropy " + reduction + " of " + shape[0] + "x" + shape[1],
                                g ->
                                    g.learned(shape)
                                        .crossEntropy(
                                            g.input(DType.INT64, shape[0]), -100, reduction))));
  }

  /** The pick is a stage of the rows; the mean over rows and its scale are a kernel of one row. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void aLossIsOneRowKernelAndItsMean(String name, Written program) {
    int kernels = name.contains("NONE") ? 1 : 2;
    for (Target target : TARGETS) {
      check(kernels, Graphs.forward(program), target);
      check(kernels, Graphs.backward(program), target);
    }
  }

  /** Programs with the most exponentials that each needs. */
  static Stream<Arguments> contractions() {
    int[] a = {100, 70};
    int[] b = {70, 50};
    return Stream.of(
        of("exp on the left", written(g -> g.learned(a).exp().mm(g.learned(b))), 7000),
        of("exp on the right", written(g -> g.learned(a).mm(g.learned(b).exp())), 3500),
        of(
            "gelu by tanh",
            written(g -> g.learned(a).gelu(Approximation.TANH).mm(g.learned(b))),
            7000),
        of(
            "sigmoid of a transpose",
            written(g -> g.learned(70, 100).sigmoid().t().mm(g.learned(b))),
            7000),
        of("softmax", written(g -> g.learned(100, 64).softmax(1).mm(g.learned(64, 50))), 2 * 6400),
        of(
            "gelu of a product",
            written(
                g -> g.learned(a).mm(g.learned(b)).gelu(Approximation.TANH).mm(g.learned(50, 100))),
            5000),
        of(
            "softmax of scores",
            written(
                g ->
                    g.learned(4, 64, 32)
                        .matmul(g.learned(4, 32, 64))
                        .softmax(-1)
                        .matmul(g.learned(4, 64, 32))),
            2 * 4 * 64 * 64),
        of("a small product", written(g -> g.learned(7, 5).exp().mm(g.learned(5, 3))), 35),
        of("a vector", written(g -> g.learned(300, 70).exp().matmul(g.learned(70))), 21000));
  }

  private static Written written(Written program) {
    return program;
  }

  /**
   * Forward once; backward may compute it again. Edges of tiles are padded, or computed for
   * nothing.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("contractions")
  void noExponentialIsComputedInTheInnerLoopOfAContraction(String name, Written program, int once) {
    for (Target target : TARGETS) {
      Program forward = Compiler.compile(Graphs.forward(program), target);
      long count = Evaluations.of(forward);
      assertTrue(
          count >= once / 2 && count <= 1.5 * once,
          target.kind() + ": " + count + " exponentials, needed " + once + reasons(forward));
      Program backward = Compiler.compile(Graphs.backward(program), target);
      long again = Evaluations.of(backward);
      assertTrue(
          again <= 4L * once,
          target.kind() + ": backward " + again + ", needed " + once + reasons(backward));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void elementwiseChainsAreOneKernel(String name, Written program) {
    for (Target target : TARGETS) {
      check(1, Graphs.forward(program), target);
    }
  }

  /** The norm that gradients are clipped by: one number of all tensors, the first of them small. */
  @Test
  void manySumsForOneNumberAreSharedOut() {
    Written norm =
        g -> {
          Tensor total = g.given(65, 128).square().sum();
          for (int rows : List.of(64, 384, 512, 128, 512)) {
            total = total.add(g.given(rows, 128).square().sum());
          }
          return total.sqrt();
        };
    for (Target target : List.of(Target.java(512, TEMPLATES), Target.java(0, TEMPLATES))) {
      List<Node> graph = Graphs.forward(norm);
      check(3, graph, target);
      for (Program.Launch launch : Compiler.compile(graph, target).launches()) {
        for (Node phase : launch.nest().kernel().sources()) {
          phase.sources().forEach(FusionTest::assertShared);
        }
      }
    }
  }

  private static void assertShared(Node segment) {
    long alone =
        segment.sources().stream()
            .filter(statement -> statement.op() == Op.LOOP)
            .mapToLong(loop -> Ranges.extent(loop.source(0)))
            .sum();
    assertTrue(alone <= 1 << 15, () -> "one thread adds " + alone + " numbers");
  }

  static Stream<Arguments> chains() {
    return Stream.of(
        row("gelu of a sum", g -> g.given(96, 64).add(g.given(64)).gelu()),
        row("with a sum of rows", g -> g.given(96, 64).exp().mul(g.given(96, 1)).sum(1)),
        row(
            "slices and pads",
            g -> g.given(96, 64).slice(1, 0, 32).pad(new int[] {16, 16}, 0).mul(g.given(96, 64))),
        row(
            "a chain of fifty",
            g -> {
              Tensor x = g.given(1000);
              for (int i = 0; i < 50; i++) {
                x = x.mul(1.001).add(1).abs();
              }
              return x;
            }));
  }
}
