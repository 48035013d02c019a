package dev.quern.compiler.schedule;

/**
 * Why the scheduler did one thing: what it decided about which node, by which rule, and the numbers it
 * compared.
 */
public record Reason(String node, String decision, String rule, String numbers) {
  @Override
  public String toString() {
    return decision + " " + node + ": " + rule + (numbers.isEmpty() ? "" : " (" + numbers + ")");
  }
}
