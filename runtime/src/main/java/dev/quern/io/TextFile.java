package dev.quern.io;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns a UTF-8 file into a string, strictly: a byte that is no UTF-8 is an error with its offset.
 */
public final class TextFile {
  private TextFile() {}

  /** Reads the whole file; a pipe will do too. */
  public static String read(Path path) {
    if (Files.isDirectory(path)) {
      throw new BadFileException(path.toString(), "is a folder, a file is needed");
    }
    try {
      long size = Files.size(path);
      if (size > RawTensor.MOST_BYTES) {
        throw new BadFileException(
            path.toString(),
            String.format(ROOT, "has %,d bytes, at most %,d", size, RawTensor.MOST_BYTES));
      }
      return decode(path.toString(), ByteBuffer.wrap(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw FileBytes.failed(path, e);
    }
  }

  /** Decodes {@code utf8}; {@code source} names it in the error. */
  static String decode(String source, ByteBuffer utf8) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    CharBuffer text = CharBuffer.allocate(utf8.remaining()); // no byte makes two chars
    int start = utf8.position();
    CoderResult result = decoder.decode(utf8, text, true);
    if (result.isError()) {
      int offset = utf8.position() - start;
      int value = utf8.get(utf8.position()) & 0xff;
      throw new BadFileException(
          source, String.format(ROOT, "byte 0x%02x at offset %,d is not UTF-8", value, offset));
    }
    return text.flip().toString();
  }
}
