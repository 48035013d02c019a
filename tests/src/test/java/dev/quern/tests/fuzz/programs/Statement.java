package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A line of a program; a value that it makes bears its position. */
sealed interface Statement {
  /** A value by the position of the line that made it. */
  record Ref(int position) {
    @Override
    public String toString() {
      return "t" + position;
    }
  }

  /** The values that it uses. */
  List<Ref> uses();

  /** It as Java, for the line at a position. */
  String text(int position);

  /** True if it makes a value, so that nothing changes when nobody uses that. */
  default boolean isPure() {
    return false;
  }

  /** What was left out. */
  record Nothing() implements Statement {
    @Override
    public List<Ref> uses() {
      return List.of();
    }

    @Override
    public String text(int position) {
      return "";
    }
  }

  /** Numbers from outside. */
  record Input(Numbers numbers, DType dtype, List<Integer> shape, boolean learned)
      implements Statement {
    @Override
    public List<Ref> uses() {
      return List.of();
    }

    @Override
    public boolean isPure() {
      return true;
    }

    @Override
    public String text(int position) {
      String sizes = String.join(", ", shape.stream().map(String::valueOf).toList());
      String made = "input(%s, DType.%s, %s)".formatted(numbers, dtype.name(), sizes);
      return "Tensor t" + position + " = " + made + (learned ? ".requiresGrad_();" : ";");
    }
  }

  /**
   * A method of Tensor.
   *
   * @param receiver null for a static one
   * @param part of a result of several, as {@code indices}; else empty
   * @param quiet where nothing is recorded for gradients
   */
  record Call(Ref receiver, String method, List<Object> arguments, String part, boolean quiet)
      implements Statement {
    @Override
    public List<Ref> uses() {
      List<Ref> uses = new ArrayList<>();
      Consumer<Object> add =
          object -> {
            if (object instanceof Ref ref) {
              uses.add(ref);
            }
          };
      add.accept(receiver);
      for (Object argument : arguments) {
        add.accept(argument);
        if (argument instanceof List<?> list) {
          list.forEach(add);
        }
      }
      return uses;
    }

    @Override
    public boolean isPure() {
      return !method.endsWith("_") && !isVoid();
    }

    private boolean isVoid() {
      return method.equals("backward") || method.equals("zeroGrad");
    }

    @Override
    public String text(int position) {
      String call = (receiver == null ? "Tensor" : receiver) + "." + method + "(";
      call += String.join(", ", arguments.stream().map(JavaText::of).toList()) + ")";
      call += part.isEmpty() ? "" : "." + part + "()";
      if (quiet) {
        return "try (NoGrad off = NoGrad.enter()) { " + call + "; }";
      }
      return isVoid() ? call + ";" : "Tensor t" + position + " = " + call + ";";
    }
  }

  /** Asks for values, all in one evaluation. */
  record Ask(List<Ref> wanted) implements Statement {
    @Override
    public List<Ref> uses() {
      return wanted;
    }

    @Override
    public String text(int position) {
      return "ask(" + String.join(", ", wanted.stream().map(Ref::toString).toList()) + ");";
    }
  }

  /** One step of an optimizer over leaves, some of which have gradients. */
  record Step(boolean adam, double rate, List<Ref> parameters) implements Statement {
    @Override
    public List<Ref> uses() {
      return parameters;
    }

    @Override
    public String text(int position) {
      return "new %s(%s, %s).step();"
          .formatted(adam ? "Adam" : "SGD", JavaText.of(parameters), rate);
    }
  }
}
