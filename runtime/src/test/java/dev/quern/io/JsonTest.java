package dev.quern.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  static Stream<Object> values() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("z", 1L);
    object.put("a", List.of(true, "x", 1.5, Map.of()));
    object.put("", List.of());
    return Stream.of(
        object,
        0L,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        1.0,
        -0.0,
        0.1,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        true,
        false,
        "",
        "\"\\/\b\f\n\r\t\u0000\u007f\u2028 é 𝄞 \ud834",
        List.of(1L, 1.0));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsWrittenIsReadAsTheSameType(Object value) {
    assertEquals(value, Json.parse("x", Json.write(value)));
    assertEquals(value, Json.parse("x", Json.writeLines(value)));
  }

  @Test
  void narrowNumbersComeBackWide() {
    assertEquals(List.of(7L, (double) 0.1f), Json.parse("x", Json.write(List.of(7, 0.1f))));
  }

  @Test
  void membersKeepTheirOrder() {
    String text = "{\"z\":1,\"a\":2,\"m\":3}";
    assertEquals(text, Json.write(Json.parse("x", text)));
  }

  @Test
  void nonFiniteNumbersAreWrittenAsTextsAndReadAsNumbers() {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double value : values) {
      String text = Json.write(Map.of("x", value));
      assertEquals("{\"x\":\"" + value + "\"}", text);
      assertEquals(value, JsonObject.parse("x", text).number("x"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                  | line 1, column 1: Unexpected end of input",
        "{\"a\":1,}          | line 1, column 8: Expected name",
        "[1, 2               | line 1, column 6: Unexpected end of input",
        "[1] 2               | line 1, column 5: Unexpected character",
        "[null]              | line 1, column 2: null, needs a value",
        "[01]                | line 1, column 3: Expected ',' or ']'",
        "9223372036854775808 | line 1, column 1: 9223372036854775808 has more",
        "{\"a\":1,\"a\":2}   | line 1, column 8: \"a\" is there twice",
        "{a:1}               | line 1, column 2: Expected name",
      })
  void whatIsNotJsonIsNamedWithItsPlace(String text, String message) {
    refused(text, message);
  }

  @Test
  void theLineIsCounted() {
    refused("{\n \"a\": 1\n \"b\": 2}", "line 3, column 2: Expected ',' or '}'");
  }

  @Test
  void nestingHasALimit() {
    String deepest = "[".repeat(64) + "]".repeat(64);
    assertEquals(deepest, Json.write(Json.parse("x", deepest)));
    refused("[".repeat(65) + "]".repeat(65), "nested deeper than the 64 levels");
    refused("[".repeat(1_000_000), "nested deeper than the 64 levels");
  }

  static Stream<Arguments> unwritable() {
    Map<String, Object> itself = new HashMap<>();
    itself.put("me", itself);
    return Stream.of(
        arguments(Map.of("when", new Date(0)), "given java.util.Date, needs a Map, List"),
        arguments(new ArrayList<>(Arrays.asList("a", null)), "given null, needs a Map, List"),
        arguments(new int[] {1}, "given [I, needs a Map, List"),
        arguments(itself, "nested deeper than the 64 levels"));
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void whatJsonCannotSayIsNamed(Object value, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Json.write(value));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static void refused(String text, String message) {
    BadFileException e = assertThrows(BadFileException.class, () -> Json.parse("x.json", text));
    assertTrue(e.getMessage().startsWith("x.json: "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }
}
