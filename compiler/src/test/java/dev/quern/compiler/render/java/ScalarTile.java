package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.Optional;

/** A template with the simplest micro-kernel, to test what surrounds it. */
final class ScalarTile implements ContractionTemplate {
  @Override
  public Optional<ContractionShape> plan(ContractionTask task, Target target) {
    return Optional.empty();
  }

  @Override
  public MicroKernel microKernel(ContractionShape shape, Target target) {
    String source =
        """
        package dev.quern.kernels;
        public final class ScalarTile {
          public static void tile(float[] a, int a0, int run, float[] b, int b0, int nr, int terms, float[] c, int c0, int stride, boolean first) {
            for (int y = 0; first && y < %1$d; y++) {
              java.util.Arrays.fill(c, c0 + y * stride, c0 + y * stride + %2$d, 0f);
            }
            for (int k = 0; k < terms; k++) {
              for (int y = 0; y < %1$d; y++) {
                for (int x = 0; x < %2$d; x++) {
                  int at = c0 + y * stride + x;
                  c[at] = c[at] + a[a0 + k * run + y] * b[b0 + k * %2$d + x];
                }
              }
            }
          }
        }
        """
            .formatted(shape.mr(), shape.nr());
    return new MicroKernel("ScalarTile", source);
  }
}
