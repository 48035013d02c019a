package dev.quern.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a safetensors file can lie, and the line that says so. */
class SafeTensorsMisuseTest {
  @TempDir private Path folder;

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("", 0, "header: line 1, column 1: Unexpected end of input"),
        arguments("hello", 0, "header: line 1, column 1: Expected value"),
        arguments("[1]", 0, "header: is a list, needs an object"),
        arguments("{} {}", 0, "header: line 1, column 4: Unexpected character"),
        arguments("{\"a\":", 0, "header: line 1, column 6: Unexpected end of input"),
        arguments(
            "[".repeat(70), 0, "column 65: lists and objects are nested deeper than the 64 levels"),
        arguments("{\"a\":7}", 0, "header: \"a\" is the whole number 7, needs an object"),
        arguments("{\"a\":{}}", 0, "header: \"a\": \"dtype\" is missing, needs a text"),
        arguments("{\"__metadata__\":{\"a\":1}}", 0, "\"a\" is the whole number 1, needs a text"),
        arguments(
            tensor("F4", "[2]", "0,1"), 1, "tensor \"a\": dtype \"F4\" is unknown, known are"),
        arguments(tensor("F32", "[-1]", "0,4"), 4, "tensor \"a\": negative size in shape [-1]"),
        arguments(tensor("F32", "[1.0]", "0,4"), 4, "\"shape\" holds the number 1.0, needs whole"),
        arguments(tensor("F32", "7", "0,4"), 4, "\"shape\" is the whole number 7, needs a list"),
        arguments(
            tensor("F32", "[4611686018427387904,8]", "0,4"),
            4,
            "tensor \"a\": F32 [4611686018427387904, 8] overflows 64 bits"),
        arguments(tensor("F32", "[99999999999999999999]", "0,4"), 4, " has more than 64 bits"),
        arguments(
            tensor("F32", "[2,3]", "0,20"),
            20,
            "tensor \"a\": F32 [2, 3] needs 24 bytes, data_offsets [0, 20] hold 20"),
        arguments(
            tensor("F32", "[750000000]", "0,3000000000"),
            4,
            "takes 3,000,000,000 bytes, a tensor read from a file at most 2,147,483,639"),
        arguments(tensor("F32", "[1]", "-4,0"), 4, "tensor \"a\": data_offsets [-4, 0], needs"),
        arguments(tensor("F32", "[1]", "4,0"), 4, "tensor \"a\": data_offsets [4, 0], needs"),
        arguments(tensor("F32", "[1]", "0"), 4, "tensor \"a\": data_offsets [0], needs a begin"),
        arguments(
            tensor("F32", "[2]", "0,8"),
            5,
            "tensor \"a\": ends at 8 of the data, the file has 5 bytes of it"),
        arguments(
            tensor("F32", "[1]", "4,8"),
            8,
            "tensor \"a\": begins at 4 of the data, the tensor before it ends at 0: there is a"
                + " hole"),
        arguments(
            tensor("F32", "[1]", "0,4"),
            9,
            "x.safetensors: the tensors end at 4 of the data, the file has 9 bytes of it"),
        arguments(
            "{" + member("a", "I8", "[4]", "0,4") + "," + member("b", "I8", "[4]", "3,7") + "}",
            7,
            "tensor \"b\": begins at 3 of the data, the tensor before it ends at 4: they overlap"),
        arguments(
            "{" + member("a", "I8", "[2]", "0,2") + "," + member("b", "I8", "[2]", "3,5") + "}",
            5,
            "tensor \"b\": begins at 3 of the data, the tensor before it ends at 2: there is a"
                + " hole"),
        arguments(
            "{" + member("a", "I8", "[2]", "0,2") + "," + member("a", "I8", "[2]", "2,4") + "}",
            4,
            "header: line 1, column 54: \"a\" is there twice"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aHeaderThatLiesIsNamed(String header, int dataBytes, String message) throws IOException {
    refused(file(header, new byte[dataBytes]), message);
  }

  static Stream<Arguments> files() {
    byte[] twelveGiB =
        ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(12L << 30).array();
    byte[] negative = ByteBuffer.allocate(100).putLong(-1).array();
    byte[] notUtf8 = file("{\"a\":0}", new byte[0]);
    notUtf8[10] = (byte) 0xe9;
    return Stream.of(
        arguments(new byte[0], "the file has 0 bytes, a safetensors file at least 8"),
        arguments(new byte[7], "the file has 7 bytes, a safetensors file at least 8"),
        arguments(twelveGiB, "header says 12,884,901,888 bytes at offset 0, the file has 100"),
        arguments(
            negative, "header says 18,446,744,073,709,551,615 bytes at offset 0, the file has 100"),
        arguments(notUtf8, "header: byte 0xe9 at offset 2 is not UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileThatIsNoneIsNamed(byte[] bytes, String message) throws IOException {
    refused(bytes, message);
  }

  @Test
  void aHeaderLongerThanTheReferenceAllowsIsRefusedBeforeItIsRead() throws IOException {
    Path file = folder.resolve("x.safetensors");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 32).array());
      sparse.setLength(1L << 33); // takes no space on disk
    }
    refused(file, "header says 4,294,967,296 bytes at offset 0, at most 100,000,000 are allowed");
  }

  @Test
  void aPathThatIsNoFileIsNamed() {
    refused(folder.resolve("none"), "none: no such file or folder");
    refused(folder, "is a folder, a file is needed");
  }

  @Test
  void aDeviceIsNotReadForever() {
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "no /dev/zero here");
    refused(zero, "/dev/zero: is a device or a pipe, a file is needed");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = whole();
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length), "");
    }
    refused(Arrays.copyOf(whole, whole.length + 1), "bytes of it");
  }

  @Test
  void everyChangedByteIsReadOrRefusedInOneLine() throws IOException {
    byte[] whole = whole();
    for (int at = 0; at < whole.length; at++) {
      for (int value : new int[] {0, ' ', '"', '-', '9', ',', ']', '}', '\\', 0x80, 0xff}) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        Path file = folder.resolve("x.safetensors");
        Files.write(file, changed);
        try {
          SafeTensors.read(file);
        } catch (BadFileException e) {
          assertFalse(e.getMessage().contains("\n"), e.getMessage());
        }
      }
    }
  }

  static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length);
    return bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data).array();
  }

  private byte[] whole() throws IOException {
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    tensors.put("weight", RawTensor.of(new float[6], 2, 3));
    tensors.put("flags", RawTensor.of(new boolean[5], 5));
    Path file = folder.resolve("whole.safetensors");
    new SafeTensors(tensors, Map.of("format", "pt")).write(file);
    return Files.readAllBytes(file);
  }

  private void refused(byte[] bytes, String message) throws IOException {
    Path file = folder.resolve("x.safetensors");
    Files.write(file, bytes);
    refused(file, message);
  }

  private static void refused(Path file, String message) {
    BadFileException e = assertThrows(BadFileException.class, () -> SafeTensors.read(file));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private static String tensor(String dtype, String shape, String offsets) {
    return "{" + member("a", dtype, shape, offsets) + "}";
  }

  private static String member(String name, String dtype, String shape, String offsets) {
    return String.format(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s]}",
        name, dtype, shape, offsets);
  }
}
