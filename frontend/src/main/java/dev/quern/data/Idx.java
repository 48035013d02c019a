package dev.quern.data;

import dev.quern.Tensor;
import dev.quern.io.BadFileException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of bytes in MNIST's IDX format: turns it into a tensor. The format (LeCun, "The MNIST
 * database", file formats): two zero bytes, 8 for unsigned bytes, the number of dims, each size as
 * a big-endian int, the bytes row by row. Files whose name ends in .gz are unpacked.
 */
public final class Idx {
  private static final int UNSIGNED_BYTES = 8;
  private static final int MOST_DIMS = 8;

  private final int[] shape;
  private final byte[] bytes;

  private Idx(int[] shape, byte[] bytes) {
    this.shape = shape;
    this.bytes = bytes;
  }

  /** Reads a whole file; a {@link BadFileException} says what is wrong with it. */
  public static Idx read(Path path) {
    try (DataInputStream in = new DataInputStream(open(path))) {
      int magic = in.readInt();
      int dims = magic & 0xff;
      if (magic >>> 8 != UNSIGNED_BYTES || dims < 1 || dims > MOST_DIMS) {
        throw bad(path, "begins with %08x, an IDX file of bytes with 0000080n".formatted(magic));
      }
      int[] shape = new int[dims];
      long count = 1;
      for (int i = 0; i < dims; i++) {
        shape[i] = in.readInt();
        count = shape[i] < 0 ? -1 : Math.multiplyExact(count, (long) shape[i]);
        if (count < 0 || count > Integer.MAX_VALUE - 8) {
          throw bad(
              path,
              "size "
                  + shape[i]
                  + " of dim "
                  + i
                  + " at offset "
                  + (4 + 4 * i)
                  + " is not possible");
        }
      }
      return new Idx(shape, content(path, in, (int) count, 4 + 4 * dims));
    } catch (EOFException e) {
      throw bad(path, "ends within its header");
    } catch (ZipException e) {
      throw bad(path, "is not gzip: " + e.getMessage());
    } catch (IOException e) {
      throw bad(path, "cannot read: " + e.getMessage());
    }
  }

  private static byte[] content(Path path, InputStream in, int count, int header)
      throws IOException {
    byte[] bytes = in.readNBytes(count);
    boolean more = in.read() >= 0;
    if (bytes.length < count || more) {
      throw bad(
          path,
          "header at offset 0 says "
              + (header + (long) count)
              + " bytes, there are "
              + (more ? "more" : header + (long) bytes.length));
    }
    return bytes;
  }

  private static InputStream open(Path path) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(path));
    return path.toString().endsWith(".gz")
        ? new BufferedInputStream(new GZIPInputStream(file))
        : file;
  }

  private static BadFileException bad(Path path, String problem) {
    return new BadFileException(path.toString(), problem);
  }

  public int[] shape() {
    return shape.clone();
  }

  /** The bytes as float32 from 0 to 1. */
  public Tensor images() {
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xff) / 255f;
    }
    return Tensor.of(values, shape);
  }

  /** The bytes as int64. */
  public Tensor labels() {
    long[] values = new long[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return Tensor.of(values, shape);
  }
}
