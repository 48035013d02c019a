package dev.quern.runtime.cache;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Entries by name in a folder of the user's, kept from process to process up to a size; those that
 * were used longest ago go first. It never fails: what can't be read is not there.
 */
public final class DiskCache {
  private static final long ABANDONED =
      3_600_000; // milliseconds until a temporary file is nobody's
  private static final String FOLDER = "compiled";

  private static final class Standard {
    static final DiskCache CACHE = fromSettings();
  }

  private final Optional<PrivateFolder> folder;
  private final long limit;
  private final LateWriter writer = new LateWriter(this::evict);
  private final Usage usage = new Usage();
  private final AtomicBoolean told = new AtomicBoolean();

  private DiskCache(Optional<PrivateFolder> folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  /** The cache that the settings name, the same one each time. */
  public static DiskCache standard() {
    return Standard.CACHE;
  }

  /** A cache as the settings say now. */
  public static DiskCache fromSettings() {
    return CacheSettings.folder()
        .map(folder -> at(folder, CacheSettings.limit()))
        .orElseGet(DiskCache::off);
  }

  /** Nothing is ever found in it. */
  public static DiskCache off() {
    return new DiskCache(Optional.empty(), 0);
  }

  /**
   * A cache in this folder of at most so many bytes; off, with a log line, if it can't be there.
   */
  public static DiskCache at(Path root, long limit) {
    Path path = root.resolve(FOLDER);
    try {
      return new DiskCache(Optional.of(PrivateFolder.at(path)), limit);
    } catch (IOException refused) {
      DiskCache none = off();
      none.tell("the disk cache " + path + " is not used: " + reason(refused));
      return none;
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException
        ? failure.getClass().getSimpleName() // whose message is the path alone
        : failure.getMessage();
  }

  public boolean isOff() {
    return folder.isEmpty();
  }

  /** Where it is; empty if it is off. */
  public Optional<Path> path() {
    return folder.map(PrivateFolder::path);
  }

  /** How many bytes it may have. */
  public long limit() {
    return limit;
  }

  /** What this process found and did not find. */
  public Usage usage() {
    return usage;
  }

  /** The entry of this name. */
  public Optional<CacheEntry> find(String name) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.get().resolve(CachedFile.name(name));
    try {
      CacheEntry entry = CacheEntry.of(Files.readAllBytes(file));
      writer.later(() -> used(file));
      return Optional.of(entry);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException damaged) {
      damaged(name, reason(damaged));
      return Optional.empty();
    }
  }

  private static void used(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (NoSuchFileException deleted) {
      // Another process has made room.
    }
  }

  /** Deletes an entry that proved to be of no use. */
  public void damaged(String name, String why) {
    folder.ifPresent(
        there -> {
          tell("an entry of the disk cache is damaged and is made anew: " + name + ": " + why);
          delete(there.resolve(CachedFile.name(name)));
        });
  }

  /** Keeps an entry, which is asked for when there is time to write it. */
  public void keep(String name, Supplier<CacheEntry> entry) {
    folder.ifPresent(
        there -> writer.later(() -> there.write(CachedFile.name(name), entry.get().bytes())));
  }

  /** Returns when all that was to be kept is kept. */
  public void flush() {
    writer.flush();
  }

  /** What is in it, the entry that was used longest ago first. */
  public List<CachedFile> files() {
    try {
      return folder.isEmpty() ? List.of() : CachedFile.in(folder.get().path());
    } catch (IOException gone) {
      return List.of();
    }
  }

  /** Deletes all entries; gives their number. */
  public int clear() {
    List<CachedFile> files = files();
    files.forEach(file -> delete(file.path()));
    return files.size();
  }

  /** Makes room, and remembers how this process fared. */
  private void evict() throws IOException {
    if (folder.isEmpty() || !Files.isDirectory(folder.get().path())) {
      return;
    }
    List<CachedFile> files = CachedFile.in(folder.get().path());
    long bytes = files.stream().mapToLong(CachedFile::bytes).sum();
    for (int i = 0; bytes > limit && i < files.size(); i++) {
      delete(files.get(i).path());
      bytes -= files.get(i).bytes();
    }
    long old = System.currentTimeMillis() - ABANDONED;
    CachedFile.abandoned(folder.get().path(), old).forEach(file -> delete(file.path()));
    usage.keepIn(folder.get());
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException held) {
      // Another process may be reading it; it is deleted another time.
    }
  }

  private void tell(String what) {
    if (told.compareAndSet(false, true)) {
      System.getLogger("dev.quern").log(Logger.Level.WARNING, what);
    }
  }
}
