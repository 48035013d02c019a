package dev.quern.runtime;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.Node;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.java.TestBackends;
import dev.quern.runtime.plan.CompiledEngine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The exact results of all programs, as one number each, from this JVM or from one of its own. */
public final class Bits {
  private Bits() {}

  /** Prints a line for each program; the arguments are threads and repetitions. */
  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[0]);
    int repetitions = Integer.parseInt(arguments[1]);
    Backend backend = TestBackends.java(TestBackends.vectorBits(), threads);
    of(backend, repetitions).forEach((name, hash) -> System.out.println(name + " = " + hash));
    System.out.println("done");
  }

  public static Map<String, Integer> of(Backend backend, int repetitions) {
    return of(
        new Device("java", backend, opened -> new CompiledEngine(opened, Compiler::compile)),
        repetitions);
  }

  public static Map<String, Integer> of(Device device, int repetitions) {
    Map<String, Integer> hashes = new LinkedHashMap<>();
    TestPrograms.table()
        .forEach((name, program) -> hashes.put(name, repeated(device, program, name, repetitions)));
    return hashes;
  }

  private static int repeated(
      Device device, Function<TestGraphs, Node> program, String name, int repetitions) {
    int first = hash(device, program);
    for (int i = 1; i < repetitions; i++) {
      int again = hash(device, program);
      if (again != first) {
        throw new AssertionError(name + " has other bits at repetition " + i);
      }
    }
    return first;
  }

  private static int hash(Device device, Function<TestGraphs, Node> program) {
    Node wanted = program.apply(new TestGraphs(device));
    Evaluation.evaluate(device, List.of(wanted));
    Object array = Transfer.download(Evaluation.stored(wanted).orElseThrow());
    float[] values = (float[]) array;
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return Arrays.hashCode(bits);
  }
}
