package dev.quern.runtime.dump;

/**
 * Where a node was made.
 *
 * @param module path of the module, such as {@code blocks.0.attention.qkv}; empty outside of
 *     modules
 * @param source line of the program, such as {@code Train.java:31}; empty if unknown
 * @param call what the program called there, such as {@code softmax}; empty if unknown
 * @param backward whether autograd made it for the gradient of what was made there
 */
public record Origin(String module, String source, String call, boolean backward) {
  /** Of a node about which nothing is known. */
  public static final Origin UNKNOWN = new Origin("", "", "", false);

  /** The origin of what autograd makes for the gradient of a node from here. */
  public Origin reversed() {
    return backward ? this : new Origin(module, source, call, true);
  }

  /** Such as {@code blocks.0.ln1 Gpt.java:101 layerNorm, backward}; empty if nothing is known. */
  @Override
  public String toString() {
    String text = String.join(" ", module, source, call).strip().replaceAll(" +", " ");
    return backward && !text.isEmpty() ? text + ", backward" : text;
  }
}
