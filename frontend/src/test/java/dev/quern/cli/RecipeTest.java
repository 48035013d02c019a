package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipeTest {
  @ParameterizedTest
  @CsvSource({
    "2000, 0, 9.900990099e-6",
    "2000, 99, 9.900990099e-4",
    "2000, 100, 1e-3",
    "2000, 1050, 5.5e-4", // half way down
    "2000, 2000, 1e-4",
    "20, 2, 1e-3", // a short run warms up in a tenth of its steps
    "5, 0, 1e-3", // and a very short one not at all
  })
  void learningRateIsThatOfNanoGpt(int steps, int step, double rate) {
    Recipe s = Recipe.STANDARD;
    Recipe recipe = new Recipe(4, 4, 128, 64, 0, false, 12, steps, s.evalEvery(), 1e-3, s.seed());
    assertEquals(rate, recipe.schedule().at(step), rate * 1e-9);
  }

  @Test
  void settingsAreReadAsTheyWereWritten() {
    Recipe odd = new Recipe(3, 5, 35, 17, 0.1, true, 7, 99, 11, 1.0 / 3, Long.MIN_VALUE);
    assertEquals(odd, Recipe.of(new JsonObject("test", longs(odd))));
  }

  /** As JSON gives them back. */
  private static Map<String, Object> longs(Recipe recipe) {
    String json = Json.write(recipe.settings());
    return JsonObject.parse("test", json).members();
  }
}
