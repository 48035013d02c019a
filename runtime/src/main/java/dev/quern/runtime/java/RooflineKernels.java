package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import java.util.List;

/** Turns a vector width into kernels that do nothing but move data, or nothing but multiply-add. */
final class RooflineKernels {
  /** Shares of an array's elements, which every thread takes some of. */
  static final int CHUNKS = 64;

  private static final int ROUNDS = 2_000; // of the multiply-adds of a chunk
  private static final int ACCUMULATORS = 16; // two units of a latency of 4 to 5 need 8 to 10
  private static final int PLAIN_LANES = 512; // of a loop that HotSpot vectorizes by itself
  private static final int PLAIN_CHAIN = 16; // multiply-adds between a load and a store
  private static final int PLAIN_ROUNDS = 100;
  private static final String VECTOR = "jdk.incubator.vector.FloatVector";

  private final int lanes; // of vectors, 1 without them

  RooflineKernels(int lanes) {
    this.lanes = Math.max(1, lanes);
  }

  /** Floating-point operations of one launch of {@link #multiplyAdd}. */
  double operations() {
    double chunk =
        lanes > 1
            ? (double) ACCUMULATORS * lanes * ROUNDS
            : (double) PLAIN_LANES * PLAIN_CHAIN * PLAIN_ROUNDS;
    return 2 * chunk * CHUNKS;
  }

  /** Reads the first buffer. */
  Rendered read() {
    String sum =
        lanes > 1
            ? vectorSum()
            : "float[] s = new float[64];\n"
                + "for (int i = from; i < to; i += 64) { for (int j = 0; j < 64; j++) { s[j] += a[i + j]; } }\n"
                + "return s[0];\n";
    return moving(
        "roofline_read",
        "float[] a",
        "a",
        "b[c] = ",
        "static float part(%s, int from, int to) {\n" + sum + "}\n");
  }

  private String vectorSum() {
    StringBuilder text = new StringBuilder();
    String species = VECTOR + ".SPECIES_" + lanes * 32;
    for (int i = 0; i < 4; i++) {
      text.append("%s s%d = %s.zero(%s);\n".formatted(VECTOR, i, VECTOR, species));
    }
    text.append("for (int i = from; i < to; i += %d) {\n".formatted(4 * lanes));
    for (int i = 0; i < 4; i++) {
      text.append(
          "s%d = s%d.add(%s.fromArray(%s, a, i + %d));\n"
              .formatted(i, i, VECTOR, species, i * lanes));
    }
    return text.append("}\nreturn s0.add(s1).add(s2.add(s3)).lane(0);\n").toString();
  }

  /** Copies the first buffer to the second. */
  Rendered copy() {
    return moving(
        "roofline_copy",
        "float[] a, float[] b",
        "a, b",
        "",
        "static void part(%s, int from, int to) {\n"
            + "for (int i = from; i < to; i++) { b[i] = a[i] + 1.0f; }\n}\n");
  }

  private static Rendered moving(
      String name, String parameters, String arguments, String result, String method) {
    return kernel(
        name,
        "float[] a = (float[]) buffers[0]; float[] b = (float[]) buffers[1];\n"
            + "int size = a.length / %d;\n".formatted(CHUNKS)
            + "for (int c = first; c < last; c++) { %spart(%s, c * size, c * size + size); }\n"
                .formatted(result, arguments),
        method.formatted(parameters));
  }

  /** Multiplies and adds in registers, with as many accumulators as hide the latency. */
  Rendered multiplyAdd() {
    return kernel(
        "roofline_multiply_add",
        "float[] b = (float[]) buffers[1];\n"
            + "for (int c = first; c < last; c++) { b[c] = part(); }\n",
        lanes > 1 ? vectorRounds() : plainRounds());
  }

  private static String plainRounds() {
    String chain = "s[j]";
    for (int i = 0; i < PLAIN_CHAIN; i++) {
      chain = "Math.fma(" + chain + ", 0.999f, 0.001f)";
    }
    return "static float part() {\n"
        + "float[] s = new float[%d];\n".formatted(PLAIN_LANES)
        + "for (int i = 0; i < %d; i++) { round(s); }\n".formatted(PLAIN_ROUNDS)
        + "return s[0];\n}\n"
        + "static void round(float[] s) {\n"
        + "for (int j = 0; j < s.length; j++) { s[j] = %s; }\n}\n".formatted(chain);
  }

  private String vectorRounds() {
    StringBuilder text = new StringBuilder("static float part() {\n");
    text.append("%s x = %s;\n%s y = %s;\n".formatted(VECTOR, all("0.999f"), VECTOR, all("0.001f")));
    for (int i = 0; i < ACCUMULATORS; i++) {
      text.append("%s a%d = %s;\n".formatted(VECTOR, i, all("0." + (i + 1) + "f")));
    }
    text.append("for (int i = 0; i < %d; i++) {\n".formatted(ROUNDS));
    for (int i = 0; i < ACCUMULATORS; i++) {
      text.append("a%d = a%d.fma(x, y);\n".formatted(i, i));
    }
    text.append("}\n");
    for (int i = 1; i < ACCUMULATORS; i++) {
      text.append("a0 = a0.add(a%d);\n".formatted(i));
    }
    return text.append("return a0.lane(0);\n}\n").toString();
  }

  private String all(String value) {
    return "%s.broadcast(%s.SPECIES_%d, %s)".formatted(VECTOR, VECTOR, lanes * 32, value);
  }

  private static Rendered kernel(String name, String run, String method) {
    String source =
        "package dev.quern.kernels;\n"
            + "public final class %s implements dev.quern.runtime.java.KernelCode {\n"
                .formatted(name)
            + "public void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[] locals) {\n"
            + run
            + "}\n"
            + method
            + "}\n";
    Rendered.Phase all = new Rendered.Phase(CHUNKS, 1L << 30, List.of());
    return new Rendered(name, source, List.of(all), List.of(), List.of());
  }
}
