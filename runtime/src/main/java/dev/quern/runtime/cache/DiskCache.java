package dev.quern.runtime.cache;

import dev.quern.io.JsonObject;
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

  /** A folder, with the key that what lies there is sealed by. */
  private record Place(PrivateFolder folder, CacheKey key) {
    static Place at(Path path) throws IOException {
      PrivateFolder folder = PrivateFolder.at(path);
      return new Place(folder, CacheKey.in(folder));
    }

    CacheEntry read(String name, long most) throws IOException {
      return CacheEntry.of(key, name, folder.read(CachedFile.name(name), most));
    }

    void write(String name, CacheEntry entry) throws IOException {
      folder.write(CachedFile.name(name), entry.bytes(key, name));
    }
  }

  private static final class Standard {
    static final DiskCache CACHE = fromSettings();
  }

  private final Optional<Place> place;
  private final long limit;
  private final LateWriter writer = new LateWriter(this::evict);
  private final Usage usage = new Usage();
  private final AtomicBoolean told = new AtomicBoolean();

  private DiskCache(Optional<Place> place, long limit) {
    this.place = place;
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
   * A cache below this folder of at most so many bytes; off, with a log line, if it can't be there
   * or if others could put something there.
   */
  public static DiskCache at(Path root, long limit) {
    Path path = root.resolve(FOLDER);
    try {
      return new DiskCache(Optional.of(Place.at(path)), limit);
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
    return place.isEmpty();
  }

  /** Where it is; empty if it is off. */
  public Optional<Path> path() {
    return place.map(there -> there.folder().path());
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
    Optional<CacheEntry> entry = look(name);
    entry.ifPresent(found -> writer.later(() -> used(file(name))));
    return entry;
  }

  /** The same, which does not count as use. */
  public Optional<CacheEntry> look(String name) {
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(place.get().read(name, limit));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException damaged) {
      damaged(name, reason(damaged));
      return Optional.empty();
    }
  }

  private Path file(String name) {
    return place.orElseThrow().folder().resolve(CachedFile.name(name));
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
    if (place.isPresent()) {
      tell(
          "an entry of the disk cache is not what was kept, and is made anew: "
              + name
              + ": "
              + why);
      delete(file(name));
    }
  }

  /** Keeps an entry, which is asked for when there is time to write it. */
  public void keep(String name, Supplier<CacheEntry> entry) {
    place.ifPresent(there -> writer.later(() -> there.write(name, entry.get())));
  }

  /** Returns when all that was to be kept is kept. */
  public void flush() {
    writer.flush();
  }

  /** What is in it, the entry that was used longest ago first. */
  public List<CachedFile> files() {
    try {
      return place.isEmpty() ? List.of() : CachedFile.in(place.get().folder().path());
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

  /** The lines of the last runs, the latest last. */
  public List<JsonObject> runs() {
    return place.map(there -> Usage.runs(there.folder())).orElse(List.of());
  }

  /** Makes room, and remembers how this process fared. */
  private void evict() throws IOException {
    if (place.isEmpty() || !Files.isDirectory(place.get().folder().path())) {
      return;
    }
    Path path = place.get().folder().path();
    List<CachedFile> files = CachedFile.in(path);
    long bytes = files.stream().mapToLong(CachedFile::bytes).sum();
    for (int i = 0; bytes > limit && i < files.size(); i++) {
      delete(files.get(i).path());
      bytes -= files.get(i).bytes();
    }
    long old = System.currentTimeMillis() - ABANDONED;
    CachedFile.abandoned(path, old).forEach(file -> delete(file.path()));
    usage.keepIn(place.get().folder());
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
