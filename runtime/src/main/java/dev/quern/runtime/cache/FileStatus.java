package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * What lies at a path, itself and not what it links to, and who may change it.
 *
 * @param owner a number on Unix, else a principal
 * @param mode of Unix, kind of file included; elsewhere as if only the owner may do anything
 * @param links names that it has
 */
record FileStatus(Kind kind, Object owner, int mode, int links, long bytes) {
  static final int OTHERS_WRITE = 0022; // the group or anybody
  static final int OTHERS = 0077; // read, write or execute

  private static final String UNIX = "unix";
  private static final Integer ROOT = 0;
  private static final int STICKY = 01000; // only owners rename or delete what is in such a folder
  private static final int KIND = 0170000;
  private static final int PRIVATE = 0700;

  enum Kind {
    FOLDER,
    FILE,
    LINK,
    OTHER
  }

  /** Whether the file system tells modes; where it does not, only owners are compared. */
  static boolean isUnix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains(UNIX);
  }

  static FileStatus of(Path path) throws IOException {
    if (isUnix(path)) {
      Map<String, Object> found =
          Files.readAttributes(path, UNIX + ":mode,uid,nlink,size", LinkOption.NOFOLLOW_LINKS);
      int mode = (Integer) found.get("mode");
      int links = (Integer) found.get("nlink");
      return new FileStatus(kind(mode), found.get("uid"), mode, links, (Long) found.get("size"));
    }
    BasicFileAttributes found =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Object owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    return new FileStatus(kind(found), owner, PRIVATE, 1, found.size());
  }

  private static Kind kind(int mode) {
    return switch (mode & KIND) {
      case 0040000 -> Kind.FOLDER;
      case 0100000 -> Kind.FILE;
      case 0120000 -> Kind.LINK;
      default -> Kind.OTHER;
    };
  }

  private static Kind kind(BasicFileAttributes found) {
    if (found.isSymbolicLink()) {
      return Kind.LINK;
    }
    return found.isDirectory() ? Kind.FOLDER : found.isRegularFile() ? Kind.FILE : Kind.OTHER;
  }

  /** Throws if it is no folder, but a link to one, for instance. */
  void checkFolder(Path path) throws UntrustedException {
    if (kind != Kind.FOLDER) {
      throw new UntrustedException(path + " is no folder");
    }
  }

  /** Throws if it is not of this kind, not this user's, or if others have one of these rights. */
  void checkOwn(Path path, Kind wanted, Object user, int rights) throws UntrustedException {
    if (kind != wanted) {
      throw new UntrustedException(path + " is no " + (wanted == Kind.FILE ? "file" : "folder"));
    }
    if (!owner.equals(user)) {
      throw new UntrustedException(path + " belongs to another user");
    }
    if ((mode & rights) != 0) {
      throw new UntrustedException("others may use " + path + ": mode " + octal());
    }
    if (kind == Kind.FILE && links != 1) {
      throw new UntrustedException(path + " has " + links + " names");
    }
  }

  /** Throws if others may replace what is in this folder; a link only leads to one. */
  void checkWriters(Path path) throws UntrustedException {
    if (kind == Kind.FOLDER && (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
      throw new UntrustedException("others may write to " + path + ": mode " + octal());
    }
  }

  /** The same, and if it belongs neither to the user nor to root. */
  void checkParent(Path path, Object user) throws UntrustedException {
    checkWriters(path);
    if (!owner.equals(user) && !owner.equals(ROOT)) {
      throw new UntrustedException(path + " belongs to another user");
    }
  }

  private String octal() {
    return Integer.toOctalString(mode & ~KIND);
  }
}
