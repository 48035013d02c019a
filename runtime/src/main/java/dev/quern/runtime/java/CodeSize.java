package dev.quern.runtime.java;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A class file turned into the size of its largest method. HotSpot never compiles a method of more
 * than 8,000 bytes of code ({@code HugeMethodLimit}), and does badly well before.
 */
record CodeSize(String method, int bytes) {
  /** Bytes that a method had better stay under. */
  static final int LIMIT = 6000;

  static final CodeSize NONE = new CodeSize("", 0);

  /** The largest method of a class file (JVM specification, section 4.1). */
  static CodeSize largest(byte[] classFile) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
      in.readInt(); // magic
      in.readInt(); // version
      String[] names = constants(in);
      in.skipBytes(6); // access, this, super
      in.skipBytes(2 * in.readUnsignedShort()); // interfaces
      members(in, names); // fields
      return members(in, names);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  @Override
  public String toString() {
    return "method " + method + " has " + bytes + " bytes of code";
  }

  /** The texts among the constants. */
  private static String[] constants(DataInputStream in) throws IOException {
    String[] texts = new String[in.readUnsignedShort()];
    for (int i = 1; i < texts.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 7, 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
        case 5, 6 -> {
          in.skipBytes(8);
          i++; // a long or double takes two entries
        }
        default -> throw new IOException("constant of kind " + tag);
      }
    }
    return texts;
  }

  private static CodeSize members(DataInputStream in, String[] names) throws IOException {
    CodeSize largest = NONE;
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      in.skipBytes(2); // access
      String member = names[in.readUnsignedShort()];
      in.skipBytes(2); // descriptor
      int code = code(in, names);
      boolean onceOnly = "<clinit>".equals(member); // fills tables, and is not worth compiling
      largest = code > largest.bytes && !onceOnly ? new CodeSize(member, code) : largest;
    }
    return largest;
  }

  private static int code(DataInputStream in, String[] names) throws IOException {
    int code = 0;
    int attributes = in.readUnsignedShort();
    for (int i = 0; i < attributes; i++) {
      boolean isCode = "Code".equals(names[in.readUnsignedShort()]);
      int length = in.readInt();
      if (isCode) {
        in.skipBytes(4); // stack and locals
        code = in.readInt();
        length -= 8;
      }
      in.skipBytes(length);
    }
    return code;
  }
}
