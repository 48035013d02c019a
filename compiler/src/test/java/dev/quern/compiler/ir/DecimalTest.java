package dev.quern.compiler.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0",
        "-0.0",
        "1.0",
        "-1.0",
        "0.5",
        "0.1",
        "0.001",
        "9.99E-4",
        "123456.7",
        "9999999.0",
        "1.0E7",
        "2.0E23",
        "5.0E-324",
        "1.7976931348623157E308",
        "-3.3333333333333335E-5"
      })
  void doublesPrintInJavasNotation(String text) {
    assertEquals(text, Decimal.of(Double.parseDouble(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "0.044715", "3.4028235E38", "1.0E-45", "1.1754944E-38", "8.41E21"})
  void floatsPrintTheirOwnShortestDigits(String text) {
    assertEquals(text, Decimal.of(Float.parseFloat(text)));
  }

  @Test
  void allValuesAreReadBackAndNeverLongerThanJavas() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      float single = Float.intBitsToFloat(random.nextInt());
      double value = Double.longBitsToDouble(random.nextLong());
      if (Float.isFinite(single)) {
        assertEquals(single, Float.parseFloat(Decimal.of(single)));
        assertTrue(Decimal.of(single).length() <= Float.toString(single).length());
      }
      if (Double.isFinite(value)) {
        assertEquals(value, Double.parseDouble(Decimal.of(value)));
        assertTrue(Decimal.of(value).length() <= Double.toString(value).length());
      }
    }
  }
}
