package dev.quern.io;

import static java.util.Locale.ROOT;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file: tensors by name, in the file's order, and a few strings about
 * them. Turns a file into plain values and back.
 *
 * <p>The format (huggingface/safetensors, README, "Format"): the header's length as 8 bytes, little
 * endian; the header as JSON; the tensors' bytes without gaps. Reading believes nothing that it has
 * not compared with the length of the file.
 */
public record SafeTensors(Map<String, RawTensor> tensors, Map<String, String> metadata) {

  public SafeTensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    if (tensors.containsKey(Header.METADATA)) {
      throw new IllegalArgumentException(
          "SafeTensors: a tensor is named " + Header.METADATA + ", the format keeps that name");
    }
  }

  public static SafeTensors of(Map<String, RawTensor> tensors) {
    return new SafeTensors(tensors, Map.of());
  }

  /** Reads a whole file; a {@link BadFileException} says what is wrong with it. */
  public static SafeTensors read(Path path) {
    try (FileBytes file = FileBytes.open(path)) {
      int length = headerLength(path, file);
      String source = path.toString();
      String json = TextFile.decode(source + ": header", file.at(8, length));
      Header header = Header.parse(source, json, file.size() - 8 - length);
      Map<String, RawTensor> tensors = new LinkedHashMap<>();
      for (Header.Entry entry : header.entries()) {
        ByteBuffer data = file.at(8 + length + entry.begin(), entry.bytes());
        tensors.put(entry.name(), new RawTensor(entry.dtype(), entry.shape(), data));
      }
      return new SafeTensors(tensors, header.metadata());
    }
  }

  /** Writes the file as a whole, see {@link AtomicFile}. */
  public FileSum write(Path path) {
    Header header = Header.layout(tensors, metadata);
    return AtomicFile.write(
        path,
        out -> {
          out.write(header.bytes());
          for (Header.Entry entry : header.inDataOrder()) {
            out.write(tensors.get(entry.name()).data());
          }
        });
  }

  private static int headerLength(Path path, FileBytes file) {
    if (file.size() < 8) {
      String form = "the file has %,d bytes, a safetensors file at least 8";
      throw new BadFileException(path.toString(), String.format(ROOT, form, file.size()));
    }
    long length = file.at(0, 8).getLong();
    if (length < 0 || length > file.size() - 8) {
      String form = "header says %s bytes at offset 0, the file has %,d";
      throw new BadFileException(
          path.toString(), String.format(ROOT, form, unsigned(length), file.size()));
    }
    if (length > Header.LONGEST) {
      String form = "header says %,d bytes at offset 0, at most %,d are allowed";
      throw new BadFileException(
          path.toString(), String.format(ROOT, form, length, Header.LONGEST));
    }
    return (int) length;
  }

  private static String unsigned(long value) {
    return String.format(ROOT, "%,d", new BigInteger(Long.toUnsignedString(value)));
  }
}
