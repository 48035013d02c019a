package dev.quern.compiler.rewrite;

import java.util.function.Predicate;

/** What must hold of a match beside its form. */
public record Condition(String text, Predicate<Match> predicate) {
  public static final Condition ALWAYS = new Condition("", match -> true);

  public boolean holds(Match match) {
    return predicate.test(match);
  }

  public Condition and(Condition other) {
    return new Condition(text + " and " + other.text, predicate.and(other.predicate));
  }

  @Override
  public String toString() {
    return text;
  }
}
