package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder that is the user's own and that nobody else writes to, or an error that says why not.
 */
final class PrivateFolder {
  static final String TEMPORARY = ".tmp";

  private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;
  private final boolean posix;

  private PrivateFolder(Path path, boolean posix) {
    this.path = path;
    this.posix = posix;
  }

  /** Makes it if need be; throws if it can't be made or others could have written there. */
  static PrivateFolder at(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path.toAbsolutePath().getParent());
      if (posix) {
        Files.createDirectories(path, FOLDER_MODE);
      } else {
        Files.createDirectories(path);
      }
    }
    PrivateFolder folder = new PrivateFolder(path, posix);
    if (posix) {
      folder.check();
    }
    return folder;
  }

  private void check() throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      throw new IOException("it is no folder");
    }
    Set<PosixFilePermission> allowed = found.permissions();
    if (allowed.contains(PosixFilePermission.GROUP_WRITE)
        || allowed.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others may write to it: " + PosixFilePermissions.toString(allowed));
    }
    UserPrincipal user = user();
    if (!found.owner().equals(user)) {
      throw new IOException("it belongs to " + found.owner() + ", not to " + user);
    }
  }

  /** Who owns a file that this process makes. */
  private UserPrincipal user() throws IOException {
    Path probe = temporary("probe");
    Files.createFile(probe, FILE_MODE);
    try {
      return Files.getOwner(probe);
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

  /** Puts a whole file under a name, or none. */
  void write(String name, byte[] content) throws IOException {
    Path temporary = temporary(name);
    try {
      try (SeekableByteChannel out = created(temporary)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      Files.move(temporary, resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary); // after the move there is none
    }
  }

  private SeekableByteChannel created(Path file) throws IOException {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return posix ? Files.newByteChannel(file, fresh, FILE_MODE) : Files.newByteChannel(file, fresh);
  }

  private Path temporary(String name) {
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    return path.resolve("." + name + "." + random + TEMPORARY);
  }
}
