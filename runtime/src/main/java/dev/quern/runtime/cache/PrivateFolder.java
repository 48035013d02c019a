package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder that is the user's own, below folders that nobody else may change, or an error that says
 * why not; of what lies in it, only files that are the user's own are read.
 */
final class PrivateFolder {
  static final String TEMPORARY = ".tmp";

  private static final FileAttribute<?>[] NONE = {};
  private static final FileAttribute<?>[] FOLDER_MODE = {mode("rwx------")};
  private static final FileAttribute<?>[] FILE_MODE = {mode("rw-------")};
  private static final Set<OpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final Set<OpenOption> ITSELF =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Path path;
  private final boolean unix;
  private final Object user;

  private PrivateFolder(Path path, boolean unix, Object user) {
    this.path = path;
    this.unix = unix;
    this.user = user;
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** Makes it if need be; throws if it can't be made or others could have written there. */
  static PrivateFolder at(Path wanted) throws IOException {
    if (!wanted.isAbsolute()) {
      throw new IOException("it is not an absolute path");
    }
    boolean unix = FileStatus.isUnix(wanted);
    if (unix) { // before anything is made
      TrustedPath.of(existing(wanted.getParent()), (on, access) -> access.checkWriters(on));
    }
    make(wanted);
    FileStatus.of(wanted).checkFolder(wanted);
    Object user = user(wanted, unix);
    Path parent = wanted.getParent();
    if (unix) {
      parent = TrustedPath.of(parent, (on, access) -> access.checkParent(on, user));
    }
    Path path = parent.resolve(wanted.getFileName());
    FileStatus.of(path).checkOwn(path, FileStatus.Kind.FOLDER, user, FileStatus.OTHERS_WRITE);
    return new PrivateFolder(path, unix, user);
  }

  private static Path existing(Path path) {
    Path existing = path;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** Makes folders that only the user may use, as far as they are not there. */
  static void make(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, FileStatus.isUnix(path) ? FOLDER_MODE : NONE);
    }
  }

  /** Who owns a file that this process makes. */
  private static Object user(Path folder, boolean unix) throws IOException {
    Path probe = temporary(folder, "probe");
    Files.createFile(probe, unix ? FILE_MODE : NONE);
    try {
      return FileStatus.of(probe).owner();
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /**
   * A file's content.
   *
   * @param most bytes that it may have
   * @throws UntrustedException if it is larger, or not a file that only the user can have written
   */
  byte[] read(String name, long most) throws IOException {
    return read(name, most, FileStatus.OTHERS_WRITE);
  }

  /** The same for a file that only the user may read. */
  byte[] readSecret(String name, long most) throws IOException {
    return read(name, most, FileStatus.OTHERS);
  }

  private byte[] read(String name, long most, int rights) throws IOException {
    Path file = resolve(name);
    FileStatus access =
        FileStatus.of(file); // before it is opened: opening a pipe would wait for ever
    access.checkOwn(file, FileStatus.Kind.FILE, user, rights);
    if (access.bytes() > most) {
      throw new UntrustedException(
          file + " has " + access.bytes() + " bytes, at most " + most + " are expected");
    }
    return Uninterrupted.run(() -> read(file, (int) access.bytes()));
  }

  private static byte[] read(Path file, int size) throws IOException {
    try (SeekableByteChannel in = Files.newByteChannel(file, ITSELF)) {
      ByteBuffer bytes = ByteBuffer.allocate(size);
      while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }

  /** Puts a whole file under a name, or none. */
  void write(String name, byte[] content) throws IOException {
    Path temporary = temporary(path, name);
    try {
      Uninterrupted.run(
          () -> {
            Files.deleteIfExists(temporary); // what an interrupt left
            return create(temporary, content);
          });
      Files.move(temporary, resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary); // after the move there is none
    }
  }

  /** Makes a file that is not there yet. */
  void create(String name, byte[] content) throws IOException {
    create(resolve(name), content);
  }

  private Path create(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel out = Files.newByteChannel(file, FRESH, unix ? FILE_MODE : NONE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
    return file;
  }

  private static Path temporary(Path folder, String name) {
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return folder.resolve("." + name + "." + random + TEMPORARY);
  }
}
