import jdk.incubator.vector.*;

/**
 * Loops of another library that uses vectors of 128 and 256 bits of every element type. They go
 * through the methods of the Vector API that all kernels share, so that HotSpot's profiles of
 * these hold several classes from then on.
 */
public final class ForeignLoops {
  private static final int SIZE = 1024;
  private static final int CALLS = 6000;

  public static void run() {
    float[] floats = new float[SIZE];
    double[] doubles = new double[SIZE];
    int[] ints = new int[SIZE];
    long[] longs = new long[SIZE];
    short[] shorts = new short[SIZE];
    byte[] bytes = new byte[SIZE];
    for (int call = 0; call < CALLS; call++) {
      floatLoop(FloatVector.SPECIES_128, floats);
      floatLoop(FloatVector.SPECIES_256, floats);
      doubleLoop(DoubleVector.SPECIES_128, doubles);
      doubleLoop(DoubleVector.SPECIES_256, doubles);
      intLoop(IntVector.SPECIES_128, ints);
      intLoop(IntVector.SPECIES_256, ints);
      longLoop(LongVector.SPECIES_128, longs);
      longLoop(LongVector.SPECIES_256, longs);
      shortLoop(ShortVector.SPECIES_128, shorts);
      shortLoop(ShortVector.SPECIES_256, shorts);
      byteLoop(ByteVector.SPECIES_128, bytes);
      byteLoop(ByteVector.SPECIES_256, bytes);
    }
  }

  private static void floatLoop(VectorSpecies<Float> species, float[] a) {
    FloatVector sum = FloatVector.zero(species);
    FloatVector most = FloatVector.broadcast(species, (float) -9);
    VectorMask<Float> any = species.maskAll(false);
    for (int i = 0; i + 2 * species.length() <= a.length; i += species.length()) {
      FloatVector x = FloatVector.fromArray(species, a, i);
      FloatVector y = FloatVector.fromArray(species, a, i + species.length()).add((float) i);
      VectorMask<Float> less = x.compare(VectorOperators.LT, y);
      FloatVector z = x.blend(y, less).mul(y).sub(x).neg().min(y).div(y.abs().add((float) 1)).fma(y, x);
      z = z.reinterpretAsInts().add(1).reinterpretAsFloats();
      sum = sum.add(z);
      most = most.max(z);
      any = any.or(less).and(z.compare(VectorOperators.NE, (float) 3));
      z.intoArray(a, i);
    }
    sum.add(most, any).intoArray(a, 0);
  }

  private static void doubleLoop(VectorSpecies<Double> species, double[] a) {
    DoubleVector sum = DoubleVector.zero(species);
    DoubleVector most = DoubleVector.broadcast(species, (double) -9);
    VectorMask<Double> any = species.maskAll(false);
    for (int i = 0; i + 2 * species.length() <= a.length; i += species.length()) {
      DoubleVector x = DoubleVector.fromArray(species, a, i);
      DoubleVector y = DoubleVector.fromArray(species, a, i + species.length()).add((double) i);
      VectorMask<Double> less = x.compare(VectorOperators.LT, y);
      DoubleVector z = x.blend(y, less).mul(y).sub(x).neg().min(y).div(y.abs().add((double) 1)).fma(y, x);
      z = z.reinterpretAsLongs().add(1L).reinterpretAsDoubles();
      sum = sum.add(z);
      most = most.max(z);
      any = any.or(less).and(z.compare(VectorOperators.NE, (double) 3));
      z.intoArray(a, i);
    }
    sum.add(most, any).intoArray(a, 0);
  }

  private static void intLoop(VectorSpecies<Integer> species, int[] a) {
    IntVector sum = IntVector.zero(species);
    IntVector most = IntVector.broadcast(species, (int) -9);
    VectorMask<Integer> any = species.maskAll(false);
    for (int i = 0; i + 2 * species.length() <= a.length; i += species.length()) {
      IntVector x = IntVector.fromArray(species, a, i);
      IntVector y = IntVector.fromArray(species, a, i + species.length()).add((int) i);
      VectorMask<Integer> less = x.compare(VectorOperators.LT, y);
      IntVector z = x.blend(y, less).mul(y).sub(x).neg().min(y).lanewise(VectorOperators.LSHL, 1).and((int) 63).lanewise(VectorOperators.XOR, y);
      sum = sum.add(z);
      most = most.max(z);
      any = any.or(less).and(z.compare(VectorOperators.NE, (int) 3));
      z.intoArray(a, i);
    }
    sum.add(most, any).intoArray(a, 0);
  }

  private static void longLoop(VectorSpecies<Long> species, long[] a) {
    LongVector sum = LongVector.zero(species);
    LongVector most = LongVector.broadcast(species, (long) -9);
    VectorMask<Long> any = species.maskAll(false);
    for (int i = 0; i + 2 * species.length() <= a.length; i += species.length()) {
      LongVector x = LongVector.fromArray(species, a, i);
      LongVector y = LongVector.fromArray(species, a, i + species.length()).add((long) i);
      VectorMask<Long> less = x.compare(VectorOperators.LT, y);
      LongVector z = x.blend(y, less).mul(y).sub(x).neg().min(y).lanewise(VectorOperators.LSHL, 1).and((long) 63).lanewise(VectorOperators.XOR, y);
      sum = sum.add(z);
      most = most.max(z);
      any = any.or(less).and(z.compare(VectorOperators.NE, (long) 3));
      z.intoArray(a, i);
    }
    sum.add(most, any).intoArray(a, 0);
  }

  private static void shortLoop(VectorSpecies<Short> species, short[] a) {
    ShortVector sum = ShortVector.zero(species);
    ShortVector most = ShortVector.broadcast(species, (short) -9);
    VectorMask<Short> any = species.maskAll(false);
    for (int i = 0; i + 2 * species.length() <= a.length; i += species.length()) {
      ShortVector x = ShortVector.fromArray(species, a, i);
      ShortVector y = ShortVector.fromArray(species, a, i + species.length()).add((short) i);
      VectorMask<Short> less = x.compare(VectorOperators.LT, y);
      ShortVector z = x.blend(y, less).mul(y).sub(x).neg().min(y).lanewise(VectorOperators.LSHL, 1).and((short) 63).lanewise(VectorOperators.XOR, y);
      sum = sum.add(z);
      most = most.max(z);
      any = any.or(less).and(z.compare(VectorOperators.NE, (short) 3));
      z.intoArray(a, i);
    }
    sum.add(most, any).intoArray(a, 0);
  }

  private static void byteLoop(VectorSpecies<Byte> species, byte[] a) {
    ByteVector sum = ByteVector.zero(species);
    ByteVector most = ByteVector.broadcast(species, (byte) -9);
    VectorMask<Byte> any = species.maskAll(false);
    for (int i = 0; i + 2 * species.length() <= a.length; i += species.length()) {
      ByteVector x = ByteVector.fromArray(species, a, i);
      ByteVector y = ByteVector.fromArray(species, a, i + species.length()).add((byte) i);
      VectorMask<Byte> less = x.compare(VectorOperators.LT, y);
      ByteVector z = x.blend(y, less).mul(y).sub(x).neg().min(y).lanewise(VectorOperators.LSHL, 1).and((byte) 63).lanewise(VectorOperators.XOR, y);
      sum = sum.add(z);
      most = most.max(z);
      any = any.or(less).and(z.compare(VectorOperators.NE, (byte) 3));
      z.intoArray(a, i);
    }
    sum.add(most, any).intoArray(a, 0);
  }
}
