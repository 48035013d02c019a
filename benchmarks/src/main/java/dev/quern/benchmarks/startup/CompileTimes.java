package dev.quern.benchmarks.startup;

import dev.quern.Quern;
import dev.quern.benchmarks.workload.Programs;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints how long one program takes until its kernels run: the first time in this JVM, then with
 * the compiler warm, and what each later step costs beside its kernels.
 */
public final class CompileTimes {
  private static final int OVERHEAD_STEPS = 10_000;

  private CompileTimes() {}

  /** The name of a program, and how often to compile. */
  public static void main(String[] arguments) {
    Supplier<Runnable> program = Programs.of(arguments[0]);
    int times = Integer.parseInt(arguments[1]);
    say("first", firstStep("java", program));
    say("schedule", median(times, () -> firstStep("null", program)));
    say("compile", median(times, () -> firstStep("java", program)));
    say("overhead", overhead(program, times > 1 ? OVERHEAD_STEPS : 1));
    say("kernels", kernels());
    System.exit(0);
  }

  private static void say(String what, double value) {
    System.out.println(String.format(Locale.ROOT, "@%s %.9f", what, value));
  }

  private static double median(int times, Supplier<Double> work) {
    double[] seconds = new double[times];
    for (int i = 0; i < times; i++) {
      seconds[i] = work.get();
    }
    Arrays.sort(seconds);
    return seconds[times / 2];
  }

  /** Seconds of a program's first step on a fresh device, whose caches are empty. */
  private static double firstStep(String device, Supplier<Runnable> program) {
    Quern.use(Devices.fresh(device));
    Runnable step = program.get();
    long start = System.nanoTime();
    step.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  private static int kernels() {
    return Evaluation.lastProgram(Quern.device()).orElseThrow().launches().size();
  }

  /** Seconds of a step that is only planned, looked up and bound: the device launches nothing. */
  private static double overhead(Supplier<Runnable> program, int steps) {
    Quern.use(Devices.fresh("null"));
    Runnable step = program.get();
    for (int i = 0; i < steps; i++) {
      step.run();
    }
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      step.run();
    }
    return (System.nanoTime() - start) * 1e-9 / steps;
  }
}
