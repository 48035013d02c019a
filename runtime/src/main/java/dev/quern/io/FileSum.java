package dev.quern.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** What tells a whole file from a damaged one: its length and its CRC-32C (RFC 3720, 12.1). */
public record FileSum(long bytes, String crc32c) {

  /** Reads the file once. */
  public static FileSum of(Path path) {
    CRC32C checksum = new CRC32C();
    try (FileBytes file = FileBytes.open(path)) {
      for (long offset = 0; offset < file.size(); offset += FileBytes.PIECE) {
        checksum.update(file.at(offset, (int) Math.min(FileBytes.PIECE, file.size() - offset)));
      }
      return of(file.size(), checksum);
    }
  }

  /** Of the file that a text would be, in UTF-8. */
  public static FileSum ofText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    CRC32C checksum = new CRC32C();
    checksum.update(utf8);
    return of(utf8.length, checksum);
  }

  static FileSum of(long bytes, CRC32C checksum) {
    return new FileSum(bytes, String.format("%08x", checksum.getValue()));
  }
}
