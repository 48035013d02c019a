package dev.quern.runtime.request;

/**
 * A sequence of numbers turned into 128 bits: two lanes, each a bijection of its state per number.
 */
public final class KeyHash {
  private static final long FIRST = 0x9E3779B97F4A7C15L; // odd, from the golden ratio
  private static final long SECOND = 0xC2B2AE3D27D4EB4FL; // odd, a prime of xxHash

  private long high;
  private long low;

  public KeyHash() {
    reset();
  }

  KeyHash reset() {
    high = 0x51ED270B153A4D2FL;
    low = 0x6A09E667F3BCC909L;
    return this;
  }

  /** Continues from where another sequence ended. */
  public KeyHash from(PlanKey key) {
    high = key.high();
    low = key.low();
    return this;
  }

  public KeyHash mix(long number) {
    long a = (high ^ number) * FIRST;
    high = a ^ a >>> 29;
    long b = (low + Long.rotateLeft(number, 23)) * SECOND;
    low = b ^ b >>> 31;
    return this;
  }

  public KeyHash mix(String text) {
    mix(text.length());
    for (int i = 0; i < text.length(); i++) {
      mix(text.charAt(i));
    }
    return this;
  }

  public PlanKey key() {
    return new PlanKey(high, low);
  }
}
