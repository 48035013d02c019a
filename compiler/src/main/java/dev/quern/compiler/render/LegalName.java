package dev.quern.compiler.render;

/** A nest's name, which anybody may have given it, turned into one for compilers and drivers. */
public final class LegalName {
  /**
   * Characters; drivers name files after kernels, and a file's name has at most 255 with theirs.
   */
  private static final int MOST = 120;

  private static final int KEPT = 100; // characters of a longer one

  private LegalName() {}

  /** The name itself where it is legal, so that text, trace and stack show the same. */
  public static String of(String name) {
    String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
    String symbol =
        !legal.isEmpty() && Character.isLetter(legal.charAt(0)) ? legal : "kernel_" + legal;
    return symbol.length() <= MOST
        ? symbol
        : symbol.substring(0, KEPT) + "_" + Integer.toHexString(name.hashCode());
  }
}
