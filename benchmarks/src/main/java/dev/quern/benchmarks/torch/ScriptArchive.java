package dev.quern.benchmarks.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Turns the methods of one module without state into the bytes of a TorchScript archive. */
final class ScriptArchive {
  private static final String FOLDER = "peer/";
  private static final String HEAD =
      "class Peer(Module):\n  __parameters__ = []\n  __buffers__ = []\n";

  private ScriptArchive() {}

  /** {@code methods} are indented by two spaces; {@code self} is a {@code __torch__.Peer}. */
  static byte[] of(String methods) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED); // libtorch reads no compressed entries
      entry(zip, "data.pkl", "\u0080\u0002c__torch__\nPeer\n)\u0081}b."); // a Peer, empty state
      entry(zip, "constants.pkl", "\u0080\u0002)."); // an empty tuple
      entry(zip, "code/__torch__.py", HEAD + methods);
      entry(zip, "version", "10\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(FOLDER + name);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
