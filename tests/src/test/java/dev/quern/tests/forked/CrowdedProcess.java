package dev.quern.tests.forked;

import com.sun.management.ThreadMXBean;
import dev.quern.Compiled;
import dev.quern.ConvOptions;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.tests.conformance.EveryOperation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import javax.tools.ToolProvider;

/**
 * Times everyday kernels after other code has used the Vector API in the same process, and counts
 * what a call allocates beyond its results; a main to be forked, whose argument says what runs
 * before: {@code foreign} loops, every one of our {@code own} operations, or nothing.
 */
final class CrowdedProcess {
  /** Bytes of a call that writes over its last result: a plan's handles, and no vectors. */
  private static final long FEW_BYTES = 64 << 10;

  private static final int MOST_CALLS = 3000;
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int TIMED_CALLS = 30;

  private CrowdedProcess() {}

  /** Prints a line for each kernel: name, bytes, milliseconds. */
  public static void main(String[] arguments) throws Exception {
    Quern.use("java");
    List<String> before = List.of(arguments);
    if (before.contains("foreign")) {
      foreignLoops();
    }
    if (before.contains("own")) {
      EveryOperation.run("java");
    }
    for (Case test : cases()) {
      System.out.println("kernel " + measured(test));
    }
  }

  private static void foreignLoops() throws Exception {
    Path folder = Files.createTempDirectory("foreign");
    Path source = folder.resolve("ForeignLoops.java");
    try (InputStream text =
        CrowdedProcess.class.getResourceAsStream("/foreign/ForeignLoops.java")) {
      Files.copy(text, source);
    }
    String[] options = {
      "--add-modules", "jdk.incubator.vector", "-nowarn", "-d", folder.toString(), source.toString()
    };
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, options);
    if (status != 0) {
      throw new IOException("javac: " + status);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader.loadClass("ForeignLoops").getMethod("run").invoke(null);
    }
  }

  /**
   * A function and its inputs.
   *
   * @param learned tensors whose gradients a call makes, each in memory of its own
   */
  private record Case(
      String name,
      List<Tensor> learned,
      Function<List<Tensor>, List<Tensor>> function,
      Tensor... inputs) {
    Case(String name, Function<List<Tensor>, List<Tensor>> function, Tensor... inputs) {
      this(name, List.of(), function, inputs);
    }

    long resultBytes() {
      return learned.stream().mapToLong(x -> x.numel() * x.dtype().bytes()).sum();
    }
  }

  private static List<Case> cases() {
    Tensor square = floats(192, 192);
    Tensor rows = floats(256, 512);
    Tensor image = floats(2, 32, 28, 28);
    Tensor weight = floats(32, 32, 3, 3);
    ConvOptions padded = ConvOptions.DEFAULT.withPadding(1);
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("product", in -> List.of(in.get(0).matmul(in.get(1))), square, square));
    cases.add(
        new Case("few rows", in -> List.of(in.get(0).matmul(in.get(1))), floats(3, 192), square));
    Tensor doubles = square.to(DType.FLOAT64).realize();
    cases.add(new Case("doubles", in -> List.of(in.get(0).matmul(in.get(0))), doubles));
    cases.add(new Case("softmax", in -> List.of(in.get(0).softmax(-1)), rows));
    cases.add(
        new Case(
            "layer norm",
            in -> List.of(in.get(0).layerNorm(new int[] {512}, in.get(1), in.get(1), 1e-5)),
            rows,
            floats(512)));
    cases.add(new Case("gelu", in -> List.of(in.get(0).gelu()), rows));
    cases.add(new Case("sine", in -> List.of(in.get(0).sin()), rows));
    cases.add(new Case("sums", in -> List.of(in.get(0).sum(0), in.get(0).sum(1)), rows));
    cases.add(new Case("argmax", in -> List.of(in.get(0).argmax(1)), rows));
    cases.add(new Case("count", in -> List.of(in.get(0).gt(0).sum()), rows));
    cases.add(new Case("dropout", in -> List.of(in.get(0).dropout(0.1, true)), rows));
    cases.add(new Case("convolution", in -> conv(in, padded), image, weight));
    cases.add(new Case("strided", in -> conv(in, padded.withStride(2)), image, weight));
    cases.add(
        new Case("depthwise", in -> conv(in, padded.withGroups(32)), image, floats(32, 1, 3, 3)));
    cases.add(convGradients());
    cases.add(new Case("pool", in -> List.of(in.get(0).maxPool2d(2)), image));
    cases.add(classGradients());
    cases.add(block());
    return cases;
  }

  private static List<Tensor> conv(List<Tensor> in, ConvOptions options) {
    return List.of(in.get(0).conv2d(in.get(1), options));
  }

  private static Case convGradients() {
    Tensor weight = floats(32, 32, 3, 3).requiresGrad_();
    return new Case(
        "convolution backward",
        List.of(weight),
        in -> {
          Tensor x = in.get(0).conv2d(weight, ConvOptions.DEFAULT.withPadding(1));
          return learned(x.relu().conv2d(weight));
        },
        floats(2, 32, 28, 28));
  }

  private static Case classGradients() {
    Tensor weight = floats(10, 64).requiresGrad_();
    return new Case(
        "cross entropy",
        List.of(weight),
        in -> learned(in.get(0).linear(weight).crossEntropy(in.get(1))),
        floats(256, 64),
        Tensor.of(new long[256], 256));
  }

  /** A transformer's block with one head for each 16 columns, and its gradients. */
  private static Case block() {
    Tensor norm = floats(64).requiresGrad_();
    Tensor heads = floats(192, 64).requiresGrad_();
    Tensor wide = floats(256, 64).requiresGrad_();
    Tensor narrow = floats(64, 256).requiresGrad_();
    Tensor later = Tensor.ones(32, 32).tril(0).eq(0);
    return new Case(
        "block",
        List.of(norm, heads, wide, narrow),
        in -> {
          Tensor x = in.get(0); // (batch, time, width)
          Tensor h = x.layerNorm(new int[] {64}, norm, norm, 1e-5).linear(heads);
          Tensor[] qkv = new Tensor[3]; // (batch, heads, time, size)
          for (int i = 0; i < 3; i++) {
            qkv[i] = h.narrow(2, 64 * i, 64).reshape(4, 32, 4, 16).transpose(1, 2);
          }
          Tensor scores = qkv[0].matmul(qkv[1].transpose(2, 3)).mul(0.25);
          scores = scores.maskedFill(later, Double.NEGATIVE_INFINITY).softmax(-1);
          Tensor y = x.add(scores.matmul(qkv[2]).transpose(1, 2).reshape(4, 32, 64));
          Tensor z = y.layerNorm(new int[] {64}, norm, norm, 1e-5);
          return learned(y.add(z.linear(wide).gelu().linear(narrow)));
        },
        floats(4, 32, 64));
  }

  /** A loss whose gradients are added to those of the calls before. */
  private static List<Tensor> learned(Tensor x) {
    Tensor loss = x.square().mean();
    loss.backward();
    return List.of(loss.detach());
  }

  private static Tensor floats(int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Tensor.of(values, shape);
  }

  /** Calls until HotSpot is done: least bytes and best time of a call. */
  private static String measured(Case test) {
    Compiled function = Compiled.of(test.function()::apply).reusingOutputs();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + MOST_NANOS;
    long least = Long.MAX_VALUE;
    long best = Long.MAX_VALUE;
    int settled = 0;
    for (int call = 0; call < MOST_CALLS && settled < TIMED_CALLS; call++) {
      long bytes = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      function.call(test.inputs());
      best = Math.min(best, System.nanoTime() - start);
      long made = threads.getCurrentThreadAllocatedBytes() - bytes - test.resultBytes();
      least = Math.min(least, Math.max(0, made));
      settled += least < FEW_BYTES ? 1 : 0;
      if (System.nanoTime() > end) {
        break;
      }
    }
    return String.format("%-22s %12d %10.3f", test.name(), least, best * 1e-6);
  }
}
