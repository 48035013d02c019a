package dev.quern.compiler.ir;

/**
 * An element type: how a value is stored, and the type that arithmetic on it is done in.
 *
 * <p>Storage and compute type are the same for all types so far. A narrow type such as bfloat16 is
 * a further constant whose {@link #compute()} is wider: the compiler widens what is loaded and
 * rounds what is stored, so that between a load's and a store's cast there is no narrow value.
 */
public enum DType {
  BOOL("bool", 1, Kind.BOOL),
  INT32("i32", 4, Kind.INTEGER),
  INT64("i64", 8, Kind.INTEGER),
  FLOAT32("f32", 4, Kind.FLOATING),
  FLOAT64("f64", 8, Kind.FLOATING);

  private enum Kind {
    BOOL,
    INTEGER,
    FLOATING
  }

  private final String text;
  private final int bytes;
  private final Kind kind;

  DType(String text, int bytes, Kind kind) {
    this.text = text;
    this.bytes = bytes;
    this.kind = kind;
  }

  /** The short name used in the textual form, such as {@code f32}. */
  public String text() {
    return text;
  }

  /** Bytes that one element takes in storage. */
  public int bytes() {
    return bytes;
  }

  /** The type that arithmetic on elements of this type is done in. */
  public DType compute() {
    return this;
  }

  public boolean isFloat() {
    return kind == Kind.FLOATING;
  }

  /** True of the signed integers; not of {@link #BOOL}. */
  public boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  public boolean isBool() {
    return kind == Kind.BOOL;
  }

  /** The integer of the same size, whose bits a number's are taken for. */
  public DType integer() {
    return switch (this) {
      case INT32, FLOAT32 -> INT32;
      case INT64, FLOAT64 -> INT64;
      case BOOL -> throw new IllegalStateException("bool has no integer twin");
    };
  }

  /** The type with the given short name. */
  public static DType parse(String text) {
    for (DType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no dtype is called '" + text + "'");
  }

  @Override
  public String toString() {
    return text;
  }
}
