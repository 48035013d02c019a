package dev.quern.runtime.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.lower.Nest;
import dev.quern.runtime.reference.NestInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SensitivityTest {
  private static final String INVERSE_SUMS =
      """
      nest "inverse_sums_2x64"
      argument f32 2 written
      argument f32 128

      buffer #1 f32[128]
      buffer #0 f32[2]
      kernel:
        phase:
          segment i0 < 2:
            acc add a1 = 0.0
            loop i2 < 64:
              a1 add= #1[i0*64 + i2]
            #0[i0] = 1.0/a1
      """;

  @TempDir Path folder;

  @Test
  void whatDividesByASumThatNearlyCancelsMovesAndTheRestHardlyDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("inverse.nest"), INVERSE_SUMS);
    Nest nest = ((ProgramText.Kernel) ProgramText.read(file, List.of())).nest();
    Object[] inputs = {new float[2], values()};
    Object[] outputs = {new float[2], values()};
    NestInterpreter.run(nest, outputs, new long[0]);
    float[] expected = (float[]) outputs[0];
    double[] moved = Sensitivity.of(nest, inputs, new long[0], 0, expected);
    assertTrue(moved[0] > 1e-3 * expected[0], moved[0] + " of " + expected[0]);
    assertTrue(moved[1] < 1e-4 * expected[1] && moved[1] > 0, moved[1] + " of " + expected[1]);
    assertEquals(0, ((float[]) inputs[0])[0], "the inputs stay");
  }

  /** A row of 1 and -1 that leaves a thousandth, then a row of ones. */
  private static float[] values() {
    float[] values = new float[128];
    for (int i = 0; i < 64; i++) {
      values[i] = i % 2 == 0 ? 1 : -1;
      values[64 + i] = 1;
    }
    values[0] += 1e-3f;
    return values;
  }
}
