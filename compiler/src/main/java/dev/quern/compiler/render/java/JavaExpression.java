package dev.quern.compiler.render.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Java expression.
 *
 * @param names the variables that it mentions, in order
 * @param bytes of bytecode, estimated: a variable or constant takes two, an operator one, a call
 *     three
 * @param binding how tightly its outermost operator binds
 */
record JavaExpression(CodeBlock code, Set<String> names, int bytes, int binding) {
  static final int ATOM = 16;
  static final int ELEMENT = 15;
  static final int UNARY = 14;
  static final int NEGATIVE = 13; // {@code - -x} must not become {@code --x}
  static final int PRODUCT = 12;
  static final int SUM = 11;
  static final int SHIFT = 10;
  static final int ORDER = 9;
  static final int EQUALITY = 8;
  static final int BIT_AND = 7;
  static final int BIT_XOR = 6;
  static final int BIT_OR = 5;
  static final int AND = 4;
  static final int OR = 3;
  static final int CHOICE = 2;

  private static final int OPERAND = 2;
  private static final int OPERATOR = 1;
  private static final int CALL = 3;

  static final JavaExpression ZERO = number(0);
  static final JavaExpression NOTHING = of(ATOM, "");

  /** A variable, parameter or array. */
  static JavaExpression name(String name) {
    return new JavaExpression(CodeBlock.of("$L", name), Set.of(name), OPERAND, ATOM);
  }

  /**
   * Code with {@code $L} where texts, numbers and strings belong and {@code $T} where types do. A
   * string mentions nothing.
   */
  static JavaExpression of(int binding, String format, Object... in) {
    Set<String> names = new LinkedHashSet<>();
    int bytes = 0;
    Object[] parts = in.clone();
    for (int i = 0; i < in.length; i++) {
      if (in[i] instanceof JavaExpression text) {
        names.addAll(text.names);
        bytes += text.bytes;
        parts[i] = text.code;
      } else if (in[i] instanceof TypeName) {
        bytes += CALL; // a cast, or a constant or function of a class
      }
    }
    int own = bytes == 0 ? OPERAND : binding == ATOM ? CALL : OPERATOR;
    return new JavaExpression(CodeBlock.of(format, parts), names, bytes + own, binding);
  }

  static JavaExpression atom(String format, Object... in) {
    return of(ATOM, format, in);
  }

  static JavaExpression call(String function, JavaExpression... arguments) {
    return call(function, List.of(arguments));
  }

  static JavaExpression call(String function, List<JavaExpression> arguments) {
    return atom("$L($L)", function, list(arguments));
  }

  /** Texts with commas between them. */
  static JavaExpression list(List<JavaExpression> texts) {
    String format = String.join(", ", texts.stream().map(text -> "$L").toList());
    return of(0, format, texts.toArray());
  }

  static JavaExpression list(Object... texts) {
    List<JavaExpression> all = new ArrayList<>();
    for (Object text : texts) {
      all.add(text instanceof JavaExpression known ? known : atom("$L", text));
    }
    return list(all);
  }

  /** A left-associative operator. */
  static JavaExpression infix(
      JavaExpression left, String operator, JavaExpression right, int binding) {
    return of(binding, "$L $L $L", left.at(binding), operator, right.at(binding + 1));
  }

  static JavaExpression prefix(String operator, JavaExpression operand) {
    return of(UNARY, "$L$L", operator, operand.at(UNARY));
  }

  static JavaExpression negative(JavaExpression operand) {
    return of(NEGATIVE, "-$L", operand.at(UNARY));
  }

  static JavaExpression cast(TypeName type, JavaExpression operand) {
    return of(UNARY, "($T) $L", type, operand.at(UNARY));
  }

  /** An element of the array that this is. */
  JavaExpression element(Object subscript) {
    return of(ELEMENT, "$L[$L]", this, subscript);
  }

  /** The text for a place that needs at least this binding, in parentheses if it is looser. */
  JavaExpression at(int needed) {
    return binding < needed
        ? new JavaExpression(CodeBlock.of("($L)", code), names, bytes, ATOM)
        : this;
  }

  /** This integer expression plus a constant. */
  JavaExpression plus(long term) {
    if (term == 0) {
      return this;
    }
    if (equals(ZERO)) {
      return number(term);
    }
    boolean subtracts = term < 0 && term != Long.MIN_VALUE;
    return infix(this, subtracts ? "-" : "+", number(subtracts ? -term : term), SUM);
  }

  /** This integer expression times a constant. */
  JavaExpression times(long factor) {
    return factor == 1 ? this : infix(this, "*", number(factor), PRODUCT);
  }

  /** An integer, of as many bits as it needs. */
  static JavaExpression number(long value) {
    String suffix = value == (int) value ? "" : "L";
    return of(value < 0 ? NEGATIVE : ATOM, "$L", value + suffix);
  }

  @Override
  public String toString() {
    return code.toString();
  }
}
