package dev.quern.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawTensorTest {

  @Test
  void arraysComeBackAsTheyWentIn() {
    float[] floats = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 1.5f};
    double[] doubles = {-0.0, Double.NaN, Math.PI, Double.MAX_VALUE};
    int[] ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    long[] longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE};
    boolean[] booleans = {true, false, true};
    assertArrayEquals(floats, RawTensor.of(floats, 2, 3).floats());
    assertArrayEquals(doubles, RawTensor.of(doubles, 4).doubles());
    assertArrayEquals(ints, RawTensor.of(ints, 2, 2).ints());
    assertArrayEquals(longs, RawTensor.of(longs, 1, 4).longs());
    assertArrayEquals(booleans, RawTensor.of(booleans, 3).booleans());
  }

  @Test
  void aScalarHasNoSizesAndOneElement() {
    assertArrayEquals(new float[] {7}, RawTensor.of(new float[] {7}).floats());
  }

  @Test
  void bytesAreLittleEndian() {
    ByteBuffer data = RawTensor.of(new int[] {0x01020304}, 1).data();
    assertEquals(ByteOrder.LITTLE_ENDIAN, data.order());
    assertEquals(4, data.get(0));
  }

  @Test
  void nothingGivenOutChangesTheTensor() {
    long[] shape = {2};
    RawTensor tensor = RawTensor.of(new int[] {1, 2}, shape);
    shape[0] = 9;
    tensor.shape()[0] = 9;
    tensor.data().position(8);
    assertEquals(RawTensor.of(new int[] {1, 2}, 2), tensor);
    assertThrows(ReadOnlyBufferException.class, () -> tensor.data().put(0, (byte) 9));
  }

  @Test
  void equalsComparesTypeShapeAndBytes() {
    RawTensor tensor = RawTensor.of(new int[] {1, 2}, 2);
    assertEquals(tensor, RawTensor.of(new int[] {1, 2}, 2));
    assertEquals(tensor.hashCode(), RawTensor.of(new int[] {1, 2}, 2).hashCode());
    assertNotEquals(tensor, RawTensor.of(new int[] {1, 3}, 2));
    assertNotEquals(tensor, RawTensor.of(new int[] {1, 2}, 1, 2));
    assertNotEquals(tensor, new RawTensor("U32", new long[] {2}, tensor.data()));
  }

  @ParameterizedTest
  @CsvSource({
    "BOOL,1", "U8,1", "I8,1", "I16,2", "F16,2", "BF16,2", "I32,4", "F32,4", "I64,8", "F64,8"
  })
  void eachTypeHasItsWidth(String dtype, int bytes) {
    assertEquals(bytes, RawTensor.elementBytes(dtype));
  }

  @Test
  void misuseIsNamed() {
    check("RawTensor: F32 [2, 3] needs 24 bytes, given 20", () -> RawTensor.of(new float[5], 2, 3));
    check("negative size in shape [-1]", () -> RawTensor.of(new float[1], -1));
    check(
        "F32 [4611686018427387904, 8] overflows 64 bits",
        () -> RawTensor.of(new float[1], 1L << 62, 8));
    check(
        "dtype \"F4\" is unknown, known are [BF16, BOOL, C64, F16, F32, F64, F8_E4M3, F8_E5M2,"
            + " F8_E8M0, I16, I32, I64, I8, U16, U32, U64, U8]",
        () -> new RawTensor("F4", new long[] {1}, ByteBuffer.allocate(1)));
    check("floats: the tensor is I32 [2], needs F32", () -> RawTensor.of(new int[2], 2).floats());
  }

  private static void check(String message, Executable misuse) {
    assertEquals(message, assertThrows(RuntimeException.class, misuse).getMessage());
  }
}
