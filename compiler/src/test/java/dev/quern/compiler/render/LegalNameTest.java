package dev.quern.compiler.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LegalNameTest {
  @ParameterizedTest
  @CsvSource({
    "add_96, add_96",
    "max_exp_sum_3072x64, max_exp_sum_3072x64",
    "3072x64, kernel_3072x64",
    "_x, kernel__x",
    "'', kernel_",
    "a(b); c, a_b___c",
    "größe, gr__e"
  })
  void legalNamesStayAndOthersBecomeLegal(String name, String symbol) {
    assertEquals(symbol, LegalName.of(name));
  }

  @ParameterizedTest
  @ValueSource(ints = {119, 120, 121, 300, 70_000})
  void longNamesAreCutAndStayDifferent(int length) {
    String one = LegalName.of("x".repeat(length - 1) + "1");
    String other = LegalName.of("x".repeat(length - 1) + "2");
    assertTrue(one.length() <= 120, one);
    assertTrue(one.matches("[a-z0-9_]+"), one);
    assertNotEquals(one, other);
  }

  @Test
  void nameOfUsualLengthIsNotTouched() {
    String name = "contract_tanh_max_exp_" + "1234567x".repeat(8) + "1_and_12_more";
    assertEquals(name, LegalName.of(name));
  }
}
