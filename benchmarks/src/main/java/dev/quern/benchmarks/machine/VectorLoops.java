package dev.quern.benchmarks.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over the widest vectors; ranges are multiples of four of them. */
final class VectorLoops implements Loops {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int CHAINS = 12; // enough to hide the latency of two units
  private static final int OPERATIONS_OF_A_LANE = 2;

  @Override
  public float read(float[] x, int from, int to) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int i = from; i < to; i += 4 * LANES) {
      a = a.add(FloatVector.fromArray(SPECIES, x, i));
      b = b.add(FloatVector.fromArray(SPECIES, x, i + LANES));
      c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * LANES));
      d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * LANES));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }

  @Override
  public void write(float[] x, int from, int to) {
    FloatVector value = FloatVector.broadcast(SPECIES, 1.5f);
    for (int i = from; i < to; i += LANES) {
      value.intoArray(x, i);
    }
  }

  @Override
  public void copy(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(SPECIES, x, i).intoArray(y, i);
    }
  }

  @Override
  public void triad(float[] x, float[] y, float[] z, int from, int to) {
    FloatVector three = FloatVector.broadcast(SPECIES, 3f);
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(SPECIES, y, i)
          .fma(three, FloatVector.fromArray(SPECIES, x, i))
          .intoArray(z, i);
    }
  }

  @Override
  public float multiplyAdd(int rounds) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    FloatVector k = y;
    FloatVector l = y;
    for (int round = 0; round < rounds; round++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
      k = k.fma(x, y);
      l = l.fma(x, y);
    }
    FloatVector left = a.add(b).add(c.add(d)).add(e.add(f));
    FloatVector right = g.add(h).add(i.add(j)).add(k.add(l));
    return left.add(right).reduceLanes(VectorOperators.ADD);
  }

  @Override
  public int operations() {
    return CHAINS * LANES * OPERATIONS_OF_A_LANE;
  }
}
