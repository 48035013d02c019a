package dev.quern.compiler.ir;

import java.util.List;
import java.util.Optional;

/**
 * How an op is written between its operands, and how tightly it binds; Java's symbols and levels.
 *
 * @param symbol as printed; those without blanks stand close to their operands
 */
record Infix(Op op, String symbol, int level) {
  /** Binds tighter than every operator. */
  static final int ATOM = 100;

  private static final List<Infix> ALL =
      List.of(
          new Infix(Op.OR, " | ", 0),
          new Infix(Op.XOR, " ^ ", 1),
          new Infix(Op.AND, " & ", 2),
          new Infix(Op.CMPEQ, " == ", 3),
          new Infix(Op.CMPNE, " != ", 3),
          new Infix(Op.CMPLT, " < ", 4),
          new Infix(Op.SHL, " << ", 5),
          new Infix(Op.SHR, " >> ", 5),
          new Infix(Op.USHR, " >>> ", 5),
          new Infix(Op.ADD, " + ", 6),
          new Infix(Op.SUB, " - ", 6),
          new Infix(Op.MUL, "*", 7),
          new Infix(Op.DIV, "/", 7),
          new Infix(Op.MOD, " % ", 7));

  static Optional<Infix> of(Op op) {
    return ALL.stream().filter(infix -> infix.op == op).findFirst();
  }

  static Optional<Infix> of(String token) {
    return ALL.stream().filter(infix -> infix.symbol.strip().equals(token)).findFirst();
  }
}
