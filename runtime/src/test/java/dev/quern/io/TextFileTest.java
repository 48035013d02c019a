package dev.quern.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TextFileTest {
  @TempDir private Path folder;

  @Test
  void textIsReadAsItStands() throws IOException {
    Path file = folder.resolve("x.txt");
    for (String text : new String[] {"", "a\r\nb", "\ufeffé 𝄞\u0000"}) {
      Files.writeString(file, text);
      assertEquals(text, TextFile.read(file));
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("ab é".getBytes(ISO_8859_1), "byte 0xe9 at offset 3"),
        arguments(new byte[] {'a', (byte) 0xf0, (byte) 0x9d, (byte) 0x84}, "byte 0xf0 at offset 1"),
        arguments(new byte[] {(byte) 0xc3}, "byte 0xc3 at offset 0"),
        arguments(new byte[] {(byte) 0xc0, (byte) 0x80}, "byte 0xc0 at offset 0"),
        arguments(new byte[] {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80}, "byte 0xed at offset 1"),
        arguments(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0}, "byte 0xff at offset 0"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void theFirstByteThatIsNotUtf8IsNamed(byte[] bytes, String what) throws IOException {
    Path file = folder.resolve("x.txt");
    Files.write(file, bytes);
    check(file + ": " + what + " is not UTF-8", file);
  }

  @Test
  void aPathThatIsNoFileIsNamed() {
    check(folder + ": is a folder, a file is needed", folder);
    Path none = folder.resolve("none.txt");
    check(none + ": no such file or folder", none);
  }

  private static void check(String message, Path file) {
    assertEquals(
        message, assertThrows(BadFileException.class, () -> TextFile.read(file)).getMessage());
  }
}
