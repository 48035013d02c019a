package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of the disk cache.
 *
 * @param used when it was last written or read, in milliseconds of the epoch
 */
public record CachedFile(Path path, long bytes, long used) {
  private static final String ENDING = ".cached";

  /** The file name of an entry. */
  static String name(String entry) {
    return entry + ENDING;
  }

  /** The name of its entry. */
  public String entry() {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  /** The entries of a folder, the one that was used longest ago first. */
  static List<CachedFile> in(Path folder) throws IOException {
    return files(folder, ENDING);
  }

  /** What processes that were killed left behind, if they had time enough. */
  static List<CachedFile> abandoned(Path folder, long before) throws IOException {
    return files(folder, PrivateFolder.TEMPORARY).stream()
        .filter(file -> file.used() < before)
        .toList();
  }

  private static List<CachedFile> files(Path folder, String ending) throws IOException {
    List<CachedFile> found = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (path.getFileName().toString().endsWith(ending)) {
          of(path).ifPresent(found::add);
        }
      }
    }
    found.sort(Comparator.comparingLong(CachedFile::used).thenComparing(CachedFile::path));
    return found;
  }

  private static Optional<CachedFile> of(Path path) {
    try {
      BasicFileAttributes facts =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      long used = facts.lastModifiedTime().toMillis();
      return Optional.of(new CachedFile(path, facts.size(), used));
    } catch (IOException gone) { // another process has just deleted it
      return Optional.empty();
    }
  }
}
