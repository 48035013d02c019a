package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The class files of a kernel and of the micro-kernels it calls, turned into bytes and back.
 *
 * @param largest method of the kernel
 * @param own class files of the kernel, by binary name
 * @param shared those of micro-kernels
 */
record KernelImage(CodeSize largest, Map<String, byte[]> own, Map<String, byte[]> shared) {
  /** Of a kernel that was loaded by a {@link KernelLoader}. */
  static KernelImage of(Rendered kernel, KernelCode code, CodeSize largest) {
    KernelLoader loader = (KernelLoader) code.getClass().getClassLoader();
    Map<String, byte[]> own = loader.own();
    Map<String, byte[]> shared = new LinkedHashMap<>(loader.files());
    Set<String> called = new HashSet<>();
    kernel.support().forEach(micro -> called.add(KernelLoader.binaryName(micro.name())));
    shared.keySet().removeIf(name -> own.containsKey(name) || !called.contains(name));
    return new KernelImage(largest, own, shared);
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(largest.method());
      out.writeInt(largest.bytes());
      write(out, own);
      write(out, shared);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Map<String, byte[]> files) throws IOException {
    out.writeInt(files.size());
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      out.writeUTF(file.getKey());
      out.writeInt(file.getValue().length);
      out.write(file.getValue());
    }
  }

  static KernelImage of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new KernelImage(new CodeSize(in.readUTF(), in.readInt()), read(in), read(in));
    } catch (IOException cut) {
      throw new IllegalArgumentException("no image of a kernel: " + cut, cut);
    }
  }

  private static Map<String, byte[]> read(DataInputStream in) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      files.put(name, in.readNBytes(in.readInt()));
    }
    return files;
  }

  long ownBytes() {
    long bytes = 0;
    for (byte[] file : own.values()) {
      bytes += file.length;
    }
    return bytes;
  }
}
