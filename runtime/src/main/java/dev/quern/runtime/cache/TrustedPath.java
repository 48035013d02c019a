package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A path followed from the root, link by link, with a check of all that lies on the way: who may
 * change one of these can put something else at the end.
 */
final class TrustedPath {
  private static final int LINKS = 40; // as many as Linux follows

  /** Looks at a folder or link on the way. */
  @FunctionalInterface
  interface Check {
    void on(Path path, FileStatus access) throws IOException;
  }

  private final Check check;
  private final Deque<Path> left = new ArrayDeque<>(); // names still to be followed
  private int links;

  private TrustedPath(Check check) {
    this.check = check;
  }

  /** The same place without links; throws what the check throws. */
  static Path of(Path absolute, Check check) throws IOException {
    TrustedPath way = new TrustedPath(check);
    way.begin(absolute);
    Path at = way.root(absolute);
    while (!way.left.isEmpty()) {
      at = way.step(at, way.left.pop());
    }
    return at;
  }

  private Path root(Path absolute) throws IOException {
    Path root = absolute.getRoot();
    check.on(root, FileStatus.of(root));
    return root;
  }

  private void begin(Path path) {
    List<Path> names = new ArrayList<>();
    path.forEach(names::add);
    for (int i = names.size() - 1; i >= 0; i--) {
      left.push(names.get(i));
    }
  }

  private Path step(Path at, Path name) throws IOException {
    switch (name.toString()) {
      case "", ".":
        return at;
      case "..":
        return at.getParent() == null ? at : at.getParent();
      default:
        Path next = at.resolve(name);
        FileStatus access = FileStatus.of(next);
        check.on(next, access);
        return access.kind() == FileStatus.Kind.LINK ? follow(at, next) : next;
    }
  }

  private Path follow(Path at, Path link) throws IOException {
    if (++links > LINKS) {
      throw new FileSystemLoopException(link.toString());
    }
    Path target = Files.readSymbolicLink(link);
    begin(target);
    return target.isAbsolute() ? root(target) : at;
  }
}
