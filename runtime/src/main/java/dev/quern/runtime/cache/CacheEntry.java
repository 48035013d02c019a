package dev.quern.runtime.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What is kept under a name, turned into the bytes of a file and back: {@code QRN2}, the seal of
 * the name and the rest, the size of what follows before it was deflated, and that.
 *
 * @param title what it is, for people
 * @param key what its name was made of, by component
 */
public record CacheEntry(String title, Map<String, String> key, byte[] body) {
  private static final int MAGIC = 0x51524E32;
  private static final int SEALED = 4 + CacheKey.SEAL; // where what is sealed begins
  private static final int HEADER = SEALED + 4;
  private static final int MOST = 1 << 30; // bytes that a file may claim to hold
  private static final int DENSEST = 1032; // bytes that Deflate makes of one, at most

  public CacheEntry {
    key = new LinkedHashMap<>(key);
  }

  /** The file is not what was written. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String what) {
      super(what);
    }
  }

  byte[] bytes(CacheKey secret, String name) {
    byte[] plain = plain();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3 + HEADER);
      byte[] part = new byte[1 << 14];
      while (!deflater.finished()) {
        packed.write(part, 0, deflater.deflate(part));
      }
      ByteBuffer file = ByteBuffer.allocate(HEADER + packed.size());
      file.putInt(MAGIC).putInt(SEALED, plain.length);
      file.put(HEADER, packed.toByteArray());
      file.put(4, secret.seal(name, file.array(), SEALED));
      return file.array();
    } finally {
      deflater.end();
    }
  }

  private byte[] plain() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(title);
      out.writeInt(key.size());
      for (Map.Entry<String, String> component : key.entrySet()) {
        out.writeUTF(component.getKey());
        out.writeUTF(component.getValue());
      }
      out.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Throws {@link DamagedException} if these are not the bytes that were kept under the name. */
  static CacheEntry of(CacheKey secret, String name, byte[] file) throws IOException {
    if (file.length < HEADER) {
      throw new DamagedException("it has " + file.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(file);
    if (header.getInt(0) != MAGIC || !secret.sealed(name, file, SEALED)) {
      throw new DamagedException("its seal is wrong");
    }
    long size = header.getInt(SEALED);
    if (size < 0 || size > MOST || size > (long) DENSEST * (file.length - HEADER)) {
      throw new DamagedException("it says that it holds " + size + " bytes");
    }
    return parsed(inflated(file, (int) size));
  }

  private static byte[] inflated(byte[] file, int size) throws IOException {
    byte[] plain = new byte[size];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, HEADER, file.length - HEADER);
      int filled = 0;
      while (filled < size) {
        int more = inflater.inflate(plain, filled, size - filled);
        if (more == 0) {
          throw new DamagedException("it ends early");
        }
        filled += more;
      }
      return plain;
    } catch (DataFormatException wrong) {
      throw new DamagedException(wrong.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static CacheEntry parsed(byte[] plain) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
      String title = in.readUTF();
      Map<String, String> key = new LinkedHashMap<>();
      int components = in.readInt();
      for (int i = 0; i < components; i++) {
        key.put(in.readUTF(), in.readUTF());
      }
      return new CacheEntry(title, key, in.readAllBytes());
    }
  }
}
