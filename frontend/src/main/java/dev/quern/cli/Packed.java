package dev.quern.cli;

import dev.quern.io.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Turns texts into fewer characters, which a page unpacks: gzip, in base64. */
final class Packed {
  private Packed() {}

  static String text(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has no I/O
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  static String json(Object value) {
    return text(Json.write(value));
  }
}
