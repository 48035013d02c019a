package dev.quern.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Passes all bytes given to it on to another channel, piece by piece, and sums them up. */
final class SummingChannel implements WritableByteChannel {
  private final WritableByteChannel target;
  private final CRC32C checksum = new CRC32C();
  private long bytes;

  SummingChannel(WritableByteChannel target) {
    this.target = target;
  }

  /** Writes all that remains in {@code source}. */
  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    while (source.hasRemaining()) {
      int length = Math.min(FileBytes.PIECE, source.remaining());
      ByteBuffer piece = source.slice(source.position(), length);
      checksum.update(piece.duplicate());
      while (piece.hasRemaining()) {
        target.write(piece);
      }
      source.position(source.position() + length);
    }
    bytes += count;
    return count;
  }

  FileSum sum() {
    return FileSum.of(bytes, checksum);
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
