package dev.quern.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Turns content into a file as a whole: the new file stands under its name complete and on disk, or
 * what stood there before still does and nothing else is left behind.
 *
 * <p>The content goes to a temporary file beside the target ({@code .NAME.<random>.tmp}), which is
 * forced to disk and renamed. Only a process that is killed in between leaves the temporary file.
 */
public final class AtomicFile {
  /** Writes a file's bytes; a channel's {@code write} takes all of the buffer. */
  public interface Content {
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /** How the name of an unfinished file ends. */
  static final String TEMPORARY = ".tmp";

  private AtomicFile() {}

  /** Writes text as UTF-8. */
  public static FileSum write(Path target, String text) {
    return write(
        target,
        out -> out.write(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text))));
  }

  /**
   * Writes text as UTF-8 without waiting for the disk: whole or not there for every reader, but a
   * machine that loses power may lose it.
   */
  public static FileSum writeUnforced(Path target, String text) {
    return write(
        target,
        out -> out.write(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text))),
        false);
  }

  /** Replaces {@code target}, whose folder must exist; fails with one line as its message. */
  public static FileSum write(Path target, Content content) {
    return write(target, content, true);
  }

  private static FileSum write(Path target, Content content, boolean forced) {
    try {
      return replace(target.toAbsolutePath(), content, forced);
    } catch (IOException e) {
      throw new UncheckedIOException(target + ": cannot write: " + FailureReason.of(e), e);
    }
  }

  private static FileSum replace(Path target, Content content, boolean forced) throws IOException {
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException("it is a folder, a file is needed");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = folder.resolve("." + target.getFileName() + "." + random + TEMPORARY);
    try {
      FileSum sum = fill(temporary, content, forced);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      if (forced) {
        forceNames(folder);
      }
      return sum;
    } finally {
      Files.deleteIfExists(temporary); // after the move there is none
    }
  }

  private static FileSum fill(Path temporary, Content content, boolean forced) throws IOException {
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SummingChannel out = new SummingChannel(file);
      content.writeTo(out);
      if (forced) {
        file.force(true);
      }
      return out.sum();
    }
  }

  /** Brings the folder's own list of names to disk, where the system lets a program do so. */
  private static void forceNames(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel names = FileChannel.open(folder)) {
        names.force(true);
      }
    }
  }
}
