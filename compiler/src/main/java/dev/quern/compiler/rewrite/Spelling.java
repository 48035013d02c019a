package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Op;

/** How ops are written between their operands. */
final class Spelling {
  private Spelling() {}

  /** The operator's sign; empty for what is written as a function. */
  static String infix(Op op) {
    return switch (op) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
      case MOD -> "%";
      case AND -> "&";
      case OR -> "|";
      case XOR -> "^";
      case SHL -> "<<";
      case SHR -> ">>";
      case USHR -> ">>>";
      case CMPLT -> "<";
      case CMPEQ -> "==";
      case CMPNE -> "!=";
      default -> "";
    };
  }
}
