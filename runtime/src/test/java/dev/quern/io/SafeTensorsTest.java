package dev.quern.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadInTheSameOrder() {
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    tensors.put("mask", RawTensor.of(new boolean[] {true, false, true}, 3));
    tensors.put("wte", RawTensor.of(new float[] {1, Float.NaN, -0f, 4, 5, 6}, 2, 3));
    tensors.put("a \"quoted\"\nname, é 𝄞", RawTensor.of(new double[] {Math.E}));
    tensors.put("step", RawTensor.of(new long[] {Long.MIN_VALUE}, 1));
    tensors.put("none", RawTensor.of(new int[0], 0, 7));
    Map<String, String> metadata = Map.of("format", "pt");
    SafeTensors written = new SafeTensors(tensors, metadata);
    SafeTensors read = writtenAndRead(written);
    assertEquals(written, read);
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
  }

  @Test
  void everyTypeKeepsItsBytes() {
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    Random random = new Random(1);
    for (String dtype :
        "BOOL U8 I8 F8_E4M3 F8_E5M2 F8_E8M0 U16 I16 F16 BF16 U32 I32 F32 U64 I64 F64 C64"
            .split(" ")) {
      byte[] bytes = new byte[3 * RawTensor.elementBytes(dtype)];
      random.nextBytes(bytes);
      tensors.put(dtype, new RawTensor(dtype, new long[] {3}, ByteBuffer.wrap(bytes)));
    }
    assertEquals(SafeTensors.of(tensors), writtenAndRead(SafeTensors.of(tensors)));
  }

  @Test
  void aTensorOfManyPiecesComesBack() {
    float[] values = new float[FileBytes.PIECE + 17];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Map<String, RawTensor> tensors = Map.of("x", RawTensor.of(values, values.length));
    RawTensor read = writtenAndRead(SafeTensors.of(tensors)).tensors().get("x");
    assertArrayEquals(values, read.floats());
  }

  @Test
  void noTensorsMakeAFileToo() {
    assertEquals(SafeTensors.of(Map.of()), writtenAndRead(SafeTensors.of(Map.of())));
  }

  @Test
  void theBytesAreThoseOfTheReferenceImplementation() throws IOException {
    Path file = folder.resolve("x.safetensors");
    new SafeTensors(Map.of("a", RawTensor.of(new int[] {1, 2}, 2)), Map.of("format", "pt"))
        .write(file);
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}}   "; // to a multiple
    // of 8
    assertEquals(88, header.length());
    ByteBuffer expected = ByteBuffer.allocate(8 + 88 + 8).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(88).put(header.getBytes(UTF_8)).putInt(1).putInt(2);
    assertArrayEquals(expected.array(), Files.readAllBytes(file));
  }

  @Test
  void everyTensorIsAlignedToItsElements() throws IOException {
    for (int length = 1; length < 20; length++) {
      Map<String, RawTensor> tensors = new LinkedHashMap<>();
      tensors.put("n".repeat(length), RawTensor.of(new boolean[length], length));
      tensors.put("floats", RawTensor.of(new float[3], 3));
      tensors.put("doubles", RawTensor.of(new double[1], 1));
      Path file = folder.resolve("x.safetensors");
      SafeTensors.of(tensors).write(file);
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int headerBytes = (int) bytes.getLong(0);
      assertEquals(0, headerBytes % 8);
      String json = new String(bytes.array(), 8, headerBytes, UTF_8);
      Header header = Header.parse("x", json, bytes.capacity() - 8 - headerBytes);
      for (Header.Entry entry : header.entries()) {
        assertEquals(0, entry.begin() % RawTensor.elementBytes(entry.dtype()));
      }
    }
  }

  @Test
  void aFileOfAnotherWriterIsRead() throws IOException {
    // Spaces, unknown members, metadata last and tensors out of the order of their data.
    String header =
        " { \"b\" : {\"data_offsets\": [4, 8], \"shape\": [], \"dtype\": \"I32\", \"note\": 1},\n"
            + "\"a\": {\"dtype\": \"U8\", \"shape\": [2, 2], \"data_offsets\": [0, 4]},"
            + " \"__metadata__\": {\"by\": \"hand\"}}   ";
    Path file = folder.resolve("x.safetensors");
    Files.write(file, SafeTensorsMisuseTest.file(header, new byte[] {1, 2, 3, 4, 5, 0, 0, 0}));
    SafeTensors read = SafeTensors.read(file);
    assertEquals(List.of("b", "a"), new ArrayList<>(read.tensors().keySet()));
    assertArrayEquals(new int[] {5}, read.tensors().get("b").ints());
    assertEquals(Map.of("by", "hand"), read.metadata());
  }

  @Test
  void theSumIsThatOfTheFile() {
    Path file = folder.resolve("x.safetensors");
    FileSum sum =
        SafeTensors.of(Map.of("a", RawTensor.of(new float[300_000], 300_000))).write(file);
    assertEquals(FileSum.of(file), sum);
  }

  @Test
  void theFormatsOwnNameIsNoTensor() {
    Map<String, RawTensor> tensors = Map.of("__metadata__", RawTensor.of(new int[1], 1));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SafeTensors.of(tensors));
    assertTrue(e.getMessage().contains("the format keeps that name"), e.getMessage());
  }

  private SafeTensors writtenAndRead(SafeTensors tensors) {
    Path file = folder.resolve("x.safetensors");
    tensors.write(file);
    return SafeTensors.read(file);
  }
}
