package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.tests.Machines;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is added to places that an index names, several times to some: all of it arrives, in
 * ascending order, wherever index and updates come from.
 */
@ParameterizedClass
@ValueSource(
    strings = {"reference", "java", "java:128", "java:256", "java:512", "java:plain", "opencl"})
class ScatterTest {
  private static final int DRAWS = Machines.ALL ? 400 : 30;
  private static final int[] SIZES = {1, 2, 3, 5, 8, 17, 33, 64};
  private static final int MOST_INDICES = 70;

  private final String device;

  ScatterTest(String device) {
    this.device = device;
    Quern.use(Machines.of(device));
  }

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  private enum Way {
    INDEX_ADD,
    SCATTER_ADD,
    GRADIENT_OF_INDEX_SELECT,
    GRADIENT_OF_GATHER,
    GRADIENT_OF_EMBEDDING;

    boolean isGradient() {
      return ordinal() >= GRADIENT_OF_INDEX_SELECT.ordinal();
    }

    /** True if every element has an index of its own. */
    boolean isElementwise() {
      return this == SCATTER_ADD || this == GRADIENT_OF_GATHER;
    }
  }

  /** A drawn program over (outer, size, inner), with {@code count} indices along the axis. */
  private static final class Draw {
    final Way way;
    final DType dtype;
    final int outer;
    final int size;
    final int inner;
    final int count;
    final int axis;
    final int[] shape;
    final int[] rows;
    final long[] index;
    final boolean computedIndex;
    final boolean computedUpdates;
    final boolean twice;
    final double[] base;
    final double[] updates;

    Draw(long seed) {
      Random random = new Random(seed);
      way = Way.values()[random.nextInt(Way.values().length)];
      boolean flat = random.nextInt(3) == 0 && way != Way.GRADIENT_OF_EMBEDDING;
      outer = flat || way == Way.GRADIENT_OF_EMBEDDING ? 1 : size(random);
      inner = flat ? 1 : size(random);
      size = size(random);
      count = random.nextInt(MOST_INDICES + 1);
      axis = flat || way == Way.GRADIENT_OF_EMBEDDING ? 0 : 1;
      shape = shape(flat, size);
      rows = shape(flat, count);
      DType[] types = {DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64};
      dtype = types[random.nextInt(way.isGradient() ? 2 : 4)];
      computedIndex = random.nextBoolean();
      computedUpdates = random.nextBoolean();
      twice = random.nextBoolean();
      index = new long[way.isElementwise() ? outer * count * inner : count];
      int few = 1 + random.nextInt(size);
      Arrays.setAll(index, i -> random.nextInt(few));
      base = whole(random, outer * size * inner);
      updates = whole(random, outer * count * inner);
    }

    private static int size(Random random) {
      return SIZES[random.nextInt(SIZES.length)];
    }

    private static double[] whole(Random random, int size) {
      return random.doubles(size).map(x -> Math.floor(9 * x) - 4).toArray();
    }

    private int[] shape(boolean flat, int along) {
      return flat
          ? new int[] {along}
          : way == Way.GRADIENT_OF_EMBEDDING
              ? new int[] {along, inner}
              : new int[] {outer, along, inner};
    }

    Tensor index() {
      int[] shape = way.isElementwise() ? rows : new int[] {count};
      Tensor stored = Tensor.of(index, shape);
      return computedIndex ? stored.add(3 * size).remainder(size) : stored;
    }

    /** The place that a row's index names. */
    double expectedIndex(int o, int i, int k) {
      return index[way.isElementwise() ? (o * count + i) * inner + k : i];
    }

    Tensor updates() {
      Tensor stored = Tensor.of(updates, rows).to(dtype);
      return computedUpdates ? stored.add(1).mul(stored).sub(stored).abs() : stored;
    }

    private double update(int at) {
      double x = updates[at];
      return computedUpdates ? Math.abs((x + 1) * x - x) : x;
    }

    double[] expected() {
      double[] sums = way.isGradient() ? new double[base.length] : base.clone();
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < count; i++) {
          for (int k = 0; k < inner; k++) {
            int to = (o * size + (int) expectedIndex(o, i, k)) * inner + k;
            sums[to] += update((o * count + i) * inner + k);
          }
        }
      }
      return way.isGradient() && twice ? Arrays.stream(sums).map(x -> 2 * x).toArray() : sums;
    }

    double[] found() {
      Tensor x = Tensor.of(base, shape).to(dtype);
      return switch (way) {
        case INDEX_ADD -> x.indexAdd(axis, index(), updates()).toDoubleArray();
        case SCATTER_ADD -> x.scatterAdd(axis, index(), updates()).toDoubleArray();
        default -> gradient(x.requiresGrad_());
      };
    }

    private double[] gradient(Tensor x) {
      for (int pass = 0; pass < (twice ? 2 : 1); pass++) {
        Tensor picked =
            switch (way) {
              case GRADIENT_OF_INDEX_SELECT -> x.indexSelect(axis, index());
              case GRADIENT_OF_GATHER -> x.gather(axis, index());
              default -> index().embedding(x);
            };
        picked.mul(updates()).sum().backward();
      }
      return x.grad().toDoubleArray();
    }

    @Override
    public String toString() {
      return String.format(
          "%s of %s (%d, %d, %d), %d indices%s%s%s",
          way,
          dtype,
          outer,
          size,
          inner,
          count,
          computedIndex ? ", computed" : "",
          computedUpdates ? ", of computed updates" : "",
          twice ? ", twice" : "");
    }
  }

  @Test
  void everyUpdateArrives() {
    for (long seed = 0; seed < DRAWS; seed++) {
      Draw draw = new Draw(seed);
      assertArrayEquals(draw.expected(), draw.found(), device + ", seed " + seed + ": " + draw);
    }
  }

  @Test
  void updatesAreAddedInAscendingOrder() {
    boolean exactly = !device.equals("reference"); // which rounds but once
    for (int count : List.of(1, 7, 16, 33, 70)) {
      Random random = new Random(count);
      float[] updates = new float[count];
      float sum = 0.1f;
      for (int i = 0; i < count; i++) {
        updates[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6)));
        sum += (updates[i] + 1) * updates[i];
      }
      Tensor x = Tensor.of(updates);
      Tensor added =
          Tensor.of(new float[] {0.1f}).indexAdd(0, Tensor.of(new long[count]), x.add(1).mul(x));
      assertEquals(sum, added.item(), exactly ? 0 : Math.abs(sum) * 1e-4, count + " updates");
    }
  }

  @Test
  void asManyRowsAsOneIsSelected() {
    Tensor table = Tensor.of(new float[3]).requiresGrad_();
    table.indexSelect(0, Tensor.of(new long[32])).sigmoid().sum().backward();
    assertArrayEquals(new float[] {8, 0, 0}, table.grad().toFloatArray());
  }
}
