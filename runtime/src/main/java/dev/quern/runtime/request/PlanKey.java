package dev.quern.runtime.request;

/** What two graphs that one plan serves have in common, as 128 bits of their content. */
public record PlanKey(long high, long low) {
  @Override
  public int hashCode() {
    return (int) (high ^ high >>> 32 ^ low);
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
