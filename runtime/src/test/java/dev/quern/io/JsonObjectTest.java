package dev.quern.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonObjectTest {
  private static final JsonObject STATE =
      JsonObject.parse(
          "x.json",
          "{\"step\": 7, \"loss\": 1.5, \"name\": \"nano\", \"tied\": true,"
              + " \"shape\": [2, 3], \"mixed\": [2, \"3\"], \"model\": {\"heads\": 4}}");

  @Test
  void membersComeByNameAndKind() {
    assertEquals(7, STATE.integer("step"));
    assertEquals(7.0, STATE.number("step"));
    assertEquals(1.5, STATE.number("loss"));
    assertEquals("nano", STATE.text("name"));
    assertTrue(STATE.truth("tied"));
    assertEquals(List.of(2L, "3"), STATE.list("mixed"));
    assertArrayEquals(new long[] {2, 3}, STATE.integers("shape"));
    assertEquals(4, STATE.object("model").integer("heads"));
    assertTrue(STATE.has("step"));
    assertFalse(STATE.has("steps"));
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsNamed() {
    check("x.json: \"steps\" is missing, needs a whole number", () -> STATE.integer("steps"));
    check("x.json: \"loss\" is the number 1.5, needs a whole number", () -> STATE.integer("loss"));
    check("x.json: \"name\" is a text, needs a number", () -> STATE.number("name"));
    check("x.json: \"tied\" is true, needs a text", () -> STATE.text("tied"));
    check("x.json: \"step\" is the whole number 7, needs true or false", () -> STATE.truth("step"));
    check("x.json: \"model\" is an object, needs a list", () -> STATE.list("model"));
    check("x.json: \"mixed\" holds a text, needs whole numbers", () -> STATE.integers("mixed"));
    check("x.json: \"shape\" is a list, needs an object", () -> STATE.object("shape"));
    check(
        "x.json: \"model\": \"layers\" is missing, needs a whole number",
        () -> STATE.object("model").integer("layers"));
    check("x.json: is a list, needs an object", () -> JsonObject.parse("x.json", "[]"));
  }

  private static void check(String message, Executable misuse) {
    assertEquals(message, assertThrows(BadFileException.class, misuse).getMessage());
  }
}
