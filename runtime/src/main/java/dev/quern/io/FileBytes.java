package dev.quern.io;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A regular file opened for reading: its size when it was opened, and its bytes at any offset. */
final class FileBytes implements AutoCloseable {
  /** The JDK copies every piece of a heap buffer through a direct buffer of the same size. */
  static final int PIECE = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private FileBytes(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static FileBytes open(Path path) {
    if (Files.isDirectory(path)) {
      throw new BadFileException(path.toString(), "is a folder, a file is needed");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new BadFileException(path.toString(), "is a device or a pipe, a file is needed");
    }
    try {
      FileChannel channel = FileChannel.open(path);
      return new FileBytes(path, channel, channel.size());
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  long size() {
    return size;
  }

  /** {@code count} little-endian bytes from {@code offset} on, which {@link #size} allows. */
  ByteBuffer at(long offset, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.position() < count) {
      bytes.limit(bytes.position() + Math.min(PIECE, count - bytes.position()));
      if (read(bytes, offset + bytes.position()) < 0) {
        long end = offset + bytes.position();
        throw new BadFileException(
            path.toString(),
            String.format(ROOT, "ends at %,d, it had %,d bytes when it was opened", end, size));
      }
    }
    return bytes.flip();
  }

  private int read(ByteBuffer bytes, long offset) {
    try {
      return channel.read(bytes, offset);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  static BadFileException failed(Path path, IOException e) {
    return new BadFileException(path.toString(), FailureReason.of(e), e);
  }
}
