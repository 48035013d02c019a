package dev.quern.benchmarks.machine;

/** Loops over ranges of arrays that do nothing but move data, or nothing but multiply and add. */
interface Loops {
  /** Sums, so that nothing is left out; the sum has no defined order. */
  float read(float[] x, int from, int to);

  void write(float[] x, int from, int to);

  /** y = x. */
  void copy(float[] x, float[] y, int from, int to);

  /** z = x + 3 y. */
  void triad(float[] x, float[] y, float[] z, int from, int to);

  /** Multiplies and adds in registers; {@link #operations} a round. */
  float multiplyAdd(int rounds);

  /** Floating-point operations of one round of {@link #multiplyAdd}. */
  int operations();

  /** With vectors where this JVM has them. */
  static Loops best() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors ? new VectorLoops() : new PlainLoops();
  }
}
