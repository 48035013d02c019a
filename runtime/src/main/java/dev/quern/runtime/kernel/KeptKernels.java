package dev.quern.runtime.kernel;

import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.cache.CacheEntry;
import dev.quern.runtime.cache.DiskCache;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loaded kernels turned into entries of the disk cache and back. */
public final class KeptKernels {
  private final DiskCache disk;
  private final Backend backend;

  public KeptKernels(DiskCache disk, Backend backend) {
    this.disk = disk;
    this.backend = backend;
  }

  private static String name(String key) {
    return "kernel-" + key;
  }

  /** Keeps a kernel as it was loaded. */
  void keep(String key, Backend.Loaded kernel) {
    disk.keep(name(key), () -> new CacheEntry(kernel.rendered().name(), Map.of(), bytes(kernel)));
  }

  /** Those of the keys that are there, loaded. */
  Map<String, Backend.Loaded> find(List<String> keys) {
    List<String> found = new ArrayList<>();
    List<Rendered> texts = new ArrayList<>();
    List<byte[]> binaries = new ArrayList<>();
    for (String key : keys) {
      Optional<CacheEntry> entry = disk.find(name(key));
      if (entry.isPresent()) {
        try (DataInputStream in =
            new DataInputStream(new ByteArrayInputStream(entry.get().body()))) {
          texts.add(RenderedBytes.read(in));
          binaries.add(in.readNBytes(in.readInt()));
          found.add(key);
        } catch (IOException | RuntimeException damaged) {
          disk.damaged(name(key), damaged.toString());
          return Map.of();
        }
      }
    }
    disk.usage().kernels(found.size(), keys.size() - found.size());
    return found.isEmpty() ? Map.of() : loaded(found, texts, binaries);
  }

  private Map<String, Backend.Loaded> loaded(
      List<String> keys, List<Rendered> texts, List<byte[]> binaries) {
    Map<String, Backend.Loaded> loaded = new LinkedHashMap<>();
    try {
      List<Backend.Loaded> kernels = backend.restore(texts, binaries);
      for (int i = 0; i < keys.size(); i++) {
        loaded.put(keys.get(i), kernels.get(i));
      }
    } catch (IllegalArgumentException | CompileException damaged) {
      keys.forEach(key -> disk.damaged(name(key), damaged.getMessage()));
    }
    return loaded;
  }

  private static byte[] bytes(Backend.Loaded kernel) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 15);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      RenderedBytes.write(out, kernel.rendered());
      byte[] binary = kernel.binary();
      out.writeInt(binary.length);
      out.write(binary);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
