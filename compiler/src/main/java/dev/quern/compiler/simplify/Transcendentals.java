package dev.quern.compiler.simplify;
import dev.quern.compiler.ir.*;
public final class Transcendentals {
  public static boolean expands(Op op) { return switch (op) { case EXP, LOG, SIN, COS, TANH, ERF, POW -> true; default -> false; }; }
}
