package dev.quern.nn;

import dev.quern.Quern;
import dev.quern.compiler.ir.Threefry;

/** Initial values of a parameter, made on the host from the thread's generator. */
@FunctionalInterface
public interface Init {
  Init ZEROS = count -> new double[count];
  Init ONES = count -> filled(count, 1);

  /** So many values, in row-major order. */
  double[] values(int count);

  /** Uniform in [-bound, bound). */
  static Init uniform(double bound) {
    return count -> {
      long stream = Quern.generator().next();
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = (2 * unit(stream, i) - 1) * bound;
      }
      return values;
    };
  }

  /** Normal with this mean and deviation (Box and Muller 1958). */
  static Init normal(double mean, double std) {
    return count -> {
      long stream = Quern.generator().next();
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(stream, 2L * i)));
        double angle = 2 * Math.PI * unit(stream, 2L * i + 1);
        values[i] = mean + std * radius * StrictMath.cos(angle);
      }
      return values;
    };
  }

  /** PyTorch's default for a layer with so many inputs: uniform within 1/sqrt(inputs). */
  static Init perInput(int inputs) {
    return uniform(inputs > 0 ? 1 / Math.sqrt(inputs) : 0);
  }

  private static double unit(long stream, long index) {
    return (Threefry.word(stream, index) >>> 8) * 0x1p-24;
  }

  private static double[] filled(int count, double value) {
    double[] values = new double[count];
    java.util.Arrays.fill(values, value);
    return values;
  }
}
