package dev.quern.compiler.lower;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.target.ContractionTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lowered kernel: loops, the choices about them, and what it is called with.
 *
 * @param name readable and stable, such as {@code add_max_exp_768x64}
 * @param kernel a {@code KERNEL} node; its BUFFERs are Slots that number {@code arguments}
 * @param arguments the buffers, by slot
 * @param scalars the VARs, in the order in which their values are passed
 * @param template whose micro-kernel the kernel's CONTRACTIONs use
 */
public record Nest(
    String name,
    Node kernel,
    List<Decision> decisions,
    List<Argument> arguments,
    List<Scalar> scalars,
    Optional<ContractionTemplate> template) {

  public Nest {
    decisions = List.copyOf(decisions);
    arguments = List.copyOf(arguments);
    scalars = List.copyOf(scalars);
  }

  /** The same under another name. */
  public Nest named(String other) {
    return other.equals(name)
        ? this
        : new Nest(other, kernel, decisions, arguments, scalars, template);
  }

  /** The same with more decisions. */
  public Nest with(List<Decision> more) {
    List<Decision> all = new ArrayList<>(decisions);
    all.addAll(more);
    return new Nest(name, kernel, all, arguments, scalars, template);
  }

  /** The same with another kernel. */
  public Nest with(Node other) {
    return new Nest(name, other, decisions, arguments, scalars, template);
  }

  /** The same with a kernel in which the decisions of a kind are carried out. */
  public Nest with(Node carriedOut, Class<? extends Decision> kind) {
    List<Decision> left =
        decisions.stream().filter(decision -> !kind.isInstance(decision)).toList();
    return new Nest(name, carriedOut, left, arguments, scalars, template);
  }

  /** A buffer argument. {@code written} if the kernel stores to it. */
  public record Argument(DType dtype, long elements, boolean written) {}

  /** A scalar argument. */
  public record Scalar(Variable variable, DType dtype) {}
}
