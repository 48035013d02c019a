package dev.quern.benchmarks.machine;

/** Loops that HotSpot vectorizes by itself, for a JVM without the Vector API. */
final class PlainLoops implements Loops {
  private static final int WIDTH = 64;
  private static final int OPERATIONS_OF_A_LANE = 2;

  private final ThreadLocal<float[]> registers = ThreadLocal.withInitial(() -> new float[WIDTH]);

  @Override
  public float read(float[] x, int from, int to) {
    float[] sums = registers.get();
    for (int i = from; i < to; i += WIDTH) {
      for (int j = 0; j < WIDTH; j++) {
        sums[j] += x[i + j];
      }
    }
    return sums[0];
  }

  @Override
  public void write(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = 1.5f;
    }
  }

  @Override
  public void copy(float[] x, float[] y, int from, int to) {
    System.arraycopy(x, from, y, from, to - from);
  }

  @Override
  public void triad(float[] x, float[] y, float[] z, int from, int to) {
    for (int i = from; i < to; i++) {
      z[i] = x[i] + 3 * y[i];
    }
  }

  @Override
  public float multiplyAdd(int rounds) {
    float[] values = registers.get();
    for (int round = 0; round < rounds; round++) {
      for (int j = 0; j < WIDTH; j++) {
        values[j] = Math.fma(values[j], 0.999f, 0.001f);
      }
    }
    return values[0];
  }

  @Override
  public int operations() {
    return WIDTH * OPERATIONS_OF_A_LANE;
  }
}
