package dev.quern.compiler.render.java;

/** A Java expression and how tightly its outermost operator binds. */
record Text(String text, int binding) {
  static final int ATOM = 15;
  static final int UNARY = 14;
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

  static Text atom(String text) {
    return new Text(text, ATOM);
  }

  static Text call(String function, Text... arguments) {
    StringBuilder text = new StringBuilder(function).append('(');
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "" : ", ").append(arguments[i].text);
    }
    return atom(text.append(')').toString());
  }

  /** A left-associative operator. */
  static Text infix(Text left, String operator, Text right, int binding) {
    String text = left.at(binding) + " " + operator + " " + right.at(binding + 1);
    return new Text(text, binding);
  }

  static Text prefix(String operator, Text operand) {
    return new Text(operator + operand.at(UNARY), UNARY);
  }

  /** The text for a place that needs at least this binding, in parentheses if it is looser. */
  String at(int needed) {
    return binding < needed ? "(" + text + ")" : text;
  }

  /** This integer expression plus a constant. */
  Text plus(long term) {
    if (term == 0) {
      return this;
    }
    if (text.equals("0")) {
      return number(term);
    }
    boolean subtracts = term < 0 && term != Long.MIN_VALUE;
    return subtracts
        ? new Text(at(SUM) + " - " + number(-term), SUM)
        : new Text(at(SUM) + " + " + number(term), SUM);
  }

  /** An integer, of as many bits as it needs. */
  static Text number(long value) {
    String suffix = value == (int) value ? "" : "L";
    return new Text(value + suffix, value < 0 ? UNARY : ATOM);
  }

  @Override
  public String toString() {
    return text;
  }
}
