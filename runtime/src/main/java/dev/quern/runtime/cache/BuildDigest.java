package dev.quern.runtime.cache;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The jars or folders that some classes come from, turned into a digest of all class files of ours
 * in them; the same for a jar and for the folder that it was made of.
 */
public final class BuildDigest {
  private static final String OURS = "dev/quern/";
  private static final String CLASS = ".class";
  private static final long FACTOR = 0x9E3779B97F4A7C15L; // odd, from the golden ratio

  private BuildDigest() {}

  /** Empty if one of the classes does not say where it comes from. */
  public static Optional<String> of(Collection<Class<?>> classes) {
    try {
      Map<String, Long> checksums = new TreeMap<>(); // of content, by name
      for (String place : places(classes)) {
        if (place.isEmpty()) {
          return Optional.empty();
        }
        Path path = Path.of(place);
        if (Files.isDirectory(path)) {
          addFolder(path, checksums);
        } else {
          addJar(path, checksums);
        }
      }
      return Optional.of(digest(checksums));
    } catch (IOException | URISyntaxException | RuntimeException unknown) {
      return Optional.empty();
    }
  }

  private static TreeSet<String> places(Collection<Class<?>> classes) throws URISyntaxException {
    TreeSet<String> places = new TreeSet<>();
    for (Class<?> type : classes) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      places.add(source == null ? "" : new File(source.getLocation().toURI()).getPath());
    }
    return places;
  }

  private static void addJar(Path path, Map<String, Long> checksums) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      Enumeration<? extends ZipEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.startsWith(OURS) && name.endsWith(CLASS)) {
          checksums.put(name, entry.getCrc());
        }
      }
    }
  }

  private static void addFolder(Path path, Map<String, Long> checksums) throws IOException {
    try (Stream<Path> files = Files.walk(path.resolve(OURS))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = path.relativize(file).toString().replace(File.separatorChar, '/');
        if (name.endsWith(CLASS)) {
          CRC32 crc = new CRC32();
          crc.update(Uninterrupted.run(() -> Files.readAllBytes(file)));
          checksums.put(name, crc.getValue());
        }
      }
    }
  }

  private static String digest(Map<String, Long> checksums) {
    long high = 1;
    long low = checksums.size();
    for (Map.Entry<String, Long> file : checksums.entrySet()) {
      long content = (long) file.getKey().hashCode() << 32 | file.getValue();
      high = (high ^ content) * FACTOR;
      high ^= high >>> 29;
      low = (Long.rotateLeft(low, 23) + content) * FACTOR;
      low ^= low >>> 31;
    }
    return String.format("%016x%016x", high, low);
  }
}
