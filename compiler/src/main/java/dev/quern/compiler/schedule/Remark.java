package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why the compiler did one thing, or did not: what it decided about which node, by which rule, and
 * the numbers it compared.
 *
 * @param kernel number, as opened, of the kernel that the decision concerns; {@link #NONE} if there
 *     is none
 * @param other the same of a second kernel, such as the one that was not joined
 */
public record Remark(
    Node node, Decision decision, String rule, List<Quantity> numbers, int kernel, int other) {
  /** In place of a kernel's number. */
  public static final int NONE = -1;

  /** What can be decided. */
  public enum Decision {
    /** The value is computed wherever it is asked for. */
    INLINED("inlined", true),
    /** A kernel of its own computes and stores the value. */
    STORED("stored", true),
    /** A kernel that computes the value for itself stores it for others too. */
    CONTINUED("stored and continued", true),
    /** A reduction is a stage of a kernel that asks for it. */
    JOINED("joined", true),
    /** A sum of products is done by a template. */
    CONTRACTED("contracted", true),
    /** Two kernels became one. */
    MERGED("kernels joined", true),
    /** A kernel runs as segments of another's launch. */
    LAUNCHED_TOGETHER("launched together", true),
    /** A kernel that asks for a value could not compute and store it. */
    NOT_COMPUTED_AT("not computed there", false),
    /** No template takes a sum of products there. */
    NOT_CONTRACTED("not contracted", false),
    /** Two kernels that read the same value stay two. */
    NOT_MERGED("kernels not joined", false),
    /** Two kernels that could run together are launched one by one. */
    LAUNCHED_APART("launched apart", false),
    /** A hint of the program could not be followed. */
    HINT_REFUSED("hint not followed", false);

    private final String text;
    private final boolean done;

    Decision(String text, boolean done) {
      this.text = text;
      this.done = done;
    }

    /** False for what was considered and not done. */
    public boolean isDone() {
      return done;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public Remark {
    numbers = List.copyOf(numbers);
  }

  /** The numbers as text, such as {@code inline 12.5 us, store 3.1 us}. */
  public String numbersText() {
    return numbers.stream().map(Quantity::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return decision
        + " "
        + node
        + (kernel == NONE ? "" : " in kernel " + kernel)
        + (other == NONE ? "" : ", kernel " + other)
        + ": "
        + rule
        + (numbers.isEmpty() ? "" : " (" + numbersText() + ")");
  }
}
